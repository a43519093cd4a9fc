/** What the program of a server says of itself: its version, and what it knows of web.yml. */
import type { Account } from '../../shared/model/hostFacts.ts';
import type { SetupServer } from '../../shared/model/setupFacts.ts';
import { featureFloors, knowsFeature, type Feature } from '../../shared/prometheus/versions.ts';
import { findPromtool, isProgram, versionOf } from '../inspect/checkBinary.ts';
import { WizardError } from '../wizardError.ts';
import { programFields, webFeatures } from './programFields.ts';
import { promtoolFields } from './promtoolFields.ts';
import type { SeenServer } from './seenServer.ts';

export type ProgramFacts = Pick<SetupServer, 'version' | 'promtool' | 'capabilities'>;

/** The version that a program says, run as an account where PromSeal is root; null when it cannot be asked. */
export async function versionOrNull(program: string | null, name: Parameters<typeof versionOf>[1], account: Account | null): Promise<string | null> {
  try {
    return program === null || !isProgram(program) ? null : await versionOf(program, name, account);
  } catch (error) {
    if (error instanceof WizardError) return null;
    throw error;
  }
}

const byVersion = (version: string | null): Feature[] => (Object.keys(featureFloors) as Feature[]).filter((feature) => version !== null && knowsFeature(version, feature));

/** Prometheus itself by its version; what it knows of web.yml by its promtool or by itself, for distributions build with other toolkits. */
async function prometheusCapabilities({ binary, account }: SeenServer, promtool: string | null, version: string | null): Promise<Feature[]> {
  const told = byVersion(version);
  const asked = (promtool === null ? null : await promtoolFields(promtool, account)) ?? (binary === null || version === null ? null : programFields(binary));
  if (asked === null) return told;
  const isWeb = (feature: Feature): boolean => webFeatures.some((each) => each === feature);
  return [...told.filter((feature) => !isWeb(feature)), ...asked];
}

/**
 * Asks the program of a server, and the promtool beside it.
 * @returns no capabilities where the program cannot be found: then nothing is known, and not that it knows nothing
 */
export async function askPrograms(server: SeenServer): Promise<ProgramFacts> {
  const { kind, binary, account } = server;
  const version = await versionOrNull(binary, kind, account);
  if (kind !== 'prometheus') return { version, promtool: null, capabilities: version === null || binary === null ? [] : (programFields(binary) ?? []) };
  const promtool = findPromtool(binary);
  const beside = promtool !== null && (await versionOrNull(promtool, 'promtool', account)) === version ? promtool : null;
  return { version, promtool, capabilities: await prometheusCapabilities(server, beside, version) };
}
