/** The machine as root will find it, who installs a bundle: what stops only the person who stages it is no problem. */
import type { Problem } from '../errors/failure.ts';
import type { Account, HostFacts } from '../model/hostFacts.ts';
import { stopsOnlyThisUser } from '../plan/needsRoot.ts';

const forRoot = (problems: readonly Problem[]): Problem[] => problems.filter((found) => !stopsOnlyThisUser(found));

/** The pair in use is read again before the change counts: by promtool, as the account of the server. */
function certificateForRoot(certificate: HostFacts['certificate']): HostFacts['certificate'] {
  if (certificate === null) return null;
  return { ...certificate, problems: certificate.problems.filter(({ code, path }) => code !== 'FILE_NOT_READABLE' || path !== certificate.keyPath) };
}

/** Facts leave the account out where it is the one that looks; to root it is another one. */
function accountForRoot({ control, account, problems }: HostFacts['server'], us: Account | null): Account | null {
  const known = control !== 'none' && !problems.some(({ code }) => code === 'ACCOUNT_UNKNOWN');
  return account ?? (known ? us : null);
}

/**
 * @param us who looks, where that is not root
 * @param facts as the person sees them who stages the bundle
 * @returns facts to plan with; a read-only mount or an immutable file stops root too, which its script then finds
 */
export function bundleFacts(facts: HostFacts, us: Account | null): HostFacts {
  const { folder, webConfig, scrapeConfig, server } = facts;
  return {
    ...facts,
    isRoot: true,
    folder: { ...folder, writable: true, problems: forRoot(folder.problems) },
    webConfig: { ...webConfig, problems: forRoot(webConfig.problems) },
    scrapeConfig: { ...scrapeConfig, problems: forRoot(scrapeConfig.problems) },
    certificate: certificateForRoot(facts.certificate),
    server: { ...server, mayControl: true, account: accountForRoot(server, us) },
  };
}
