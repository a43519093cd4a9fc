/** Every code PromSeal can give, by subject. A code is constant for ever; its sentence may get better. */
import type { CatalogueEntry } from './catalogueEntry.ts';
import { bundleCodes } from './codes/bundle.ts';
import { certificateCodes } from './codes/certificate.ts';
import { checkAcrossCodes } from './codes/checkAcross.ts';
import { checkGatherCodes } from './codes/checkGather.ts';
import { checkScrapeConfigCodes } from './codes/checkScrapeConfig.ts';
import { checkWebConfigCodes } from './codes/checkWebConfig.ts';
import { checkMaterialCodes } from './codes/checkMaterial.ts';
import { connectionCodes } from './codes/connections.ts';
import { credentialCodes } from './codes/credentials.ts';
import { fileCodes } from './codes/files.ts';
import { generalCodes } from './codes/general.ts';
import { planCodes } from './codes/plan.ts';
import { probeCodes } from './codes/probe.ts';
import { repairCodes } from './codes/repair.ts';
import { releaseCodes } from './codes/release.ts';
import { serverCodes } from './codes/server.ts';
import { wizardCodes } from './codes/wizard.ts';
import { yamlCodes } from './codes/yaml.ts';

const codes = {
  ...bundleCodes,
  ...generalCodes,
  ...planCodes,
  ...fileCodes,
  ...yamlCodes,
  ...certificateCodes,
  ...credentialCodes,
  ...serverCodes,
  ...probeCodes,
  ...releaseCodes,
  ...repairCodes,
  ...checkMaterialCodes,
  ...wizardCodes,
  ...checkAcrossCodes,
  ...checkGatherCodes,
  ...checkScrapeConfigCodes,
  ...checkWebConfigCodes,
  ...connectionCodes,
};

export type ErrorCode = keyof typeof codes;
export const catalogue: Readonly<Record<ErrorCode, CatalogueEntry>> = codes;
