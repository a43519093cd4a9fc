/** A file that a server presents as its certificate: `cert_file` of a web.yml. */
import type { Finding } from '../../model/finding.ts';
import type { MaterialCertificate, MaterialFacts } from '../../model/materialFacts.ts';
import { certificateForm } from './certificateForm.ts';
import { judgeCertificate } from './judgeCertificate.ts';
import { judgeChain } from './judgeChain.ts';
import { judgeNames, type UsedName } from './judgeNames.ts';
import { leafNotFirst } from './leafNotFirst.ts';
import { authoritiesAbove, type Signs } from './signedBy.ts';

export interface ServerCertificateContext {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Names and addresses by which the server is called; empty when they are not known. */
  readonly names: readonly UsedName[];
  readonly signs: Signs;
}

/** Only a certificate that is no authority can be the one of the server, so that a chain of authorities is left alone. */
const beginsWithAuthority = ([first, ...others]: readonly MaterialCertificate[], signs: Signs): boolean =>
  first?.parsed.basicConstraints?.isCa === true &&
  others.some((each) => each.parsed.basicConstraints?.isCa !== true && authoritiesAbove([each], [first, ...others], signs).includes(first));

/**
 * Whether clients take what the file makes a server present. Whether the file is there and can be read, and whether
 * the key fits, is judged elsewhere.
 * @returns form first; where that is broken, nothing else can be said
 */
export function checkServerCertificate(facts: MaterialFacts, { now, names, signs }: ServerCertificateContext): Finding[] {
  if (facts.state.kind !== 'file') return [];
  const { path, certificates } = facts;
  const form = certificateForm(facts);
  const [leaf] = certificates;
  if (leaf === undefined || form.some(({ severity }) => severity === 'broken')) return form;
  if (beginsWithAuthority(certificates, signs)) return [...form, leafNotFirst(leaf, path)];
  const named = judgeNames(leaf, names, now, path);
  // In the place of a server's certificate, that of an authority is one mistake, not several.
  if (named.some(({ code }) => code === 'CERTIFICATE_IS_AUTHORITY')) return [...form, ...named];
  return [...form, ...judgeCertificate(leaf, now, path), ...named, ...judgeChain(certificates, now, signs, path)];
}
