/** The knocks on the door by which a bundle's script proves the change, with curl and nothing else. */
import { curlCommand, type CurlRequest } from '../doctor/curlCommand.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Check, Plan } from '../model/plan.ts';
import type { BundleProof, BundleQuestion } from './bundleSpec.ts';

/** Who signs in, as curl reads it from a file: https://curl.se/docs/manpage.html#-K */
export interface BundleCredentials {
  /** Name of the file in the folder `proof`. */
  readonly file: string;
  readonly text: string;
}

export interface BundledProofs {
  readonly proofs: readonly BundleProof[];
  readonly credentials: readonly BundleCredentials[];
  /** Asks what the server says of itself, as the first user whose password is known; null where none is. */
  readonly ownWord: BundleQuestion | null;
}

/** Nobody's: PromSeal sets no password that is longer than the 72 bytes that bcrypt reads. */
const wrongPassword = 'not the password '.repeat(5).trim();

function credentialsOf(file: string, user: string, password: string): BundleCredentials {
  const quoted = `${user}:${password}`.replace(/[\\"]/g, '\\$&');
  return { file, text: `user = "${quoted}"\n` };
}

type Request = Omit<CurlRequest, 'path' | 'host' | 'port'>;

function curlFor({ endpoint }: Plan, request: Request): string {
  const path = endpoint.metricsPath;
  const client = endpoint.clientCertificate === null || !request.tls ? {} : { clientCertificate: endpoint.clientCertificate };
  return curlCommand({ host: endpoint.serverName, port: endpoint.port, address: endpoint.address, path, ...client, ...request });
}

function knock(plan: Plan, title: string, request: Request, expect: readonly string[], credentials: string | null = null): BundleProof {
  return { title, curl: curlFor(plan, request), credentials, expect };
}

/** The knock after everything was put back; which certificate is shown then is nothing to judge. */
export function bundleKnockBack({ server }: HostFacts, { endpoint }: Plan): string | null {
  if (!server.running) return null;
  return curlCommand({ tls: server.servesTls === true, insecure: true, host: endpoint.serverName, port: endpoint.port, address: endpoint.address, path: endpoint.metricsPath });
}

/** The checks of a plan that curl can make; what needs the HTTP API is left to `promseal check`. */
const titles: Partial<Readonly<Record<Check['id'], string>>> = {
  plainHttp: 'plain HTTP is refused',
  trusted: 'a client that trusts the certificate is answered',
  noPassword: 'without a password nobody is let in',
  wrongPassword: 'with a wrong password nobody is let in',
  ready: 'everybody is let in',
};

/** 400 is what a TLS server of Go says to plain HTTP; some hang up instead (exit 52 and 56). */
const refusesPlain = ['400', 'exit52', 'exit56'];

/**
 * @param passwords by user, as far as they are known when the bundle is staged
 * @param leafKey base64 of the SHA-256 of the public key in the certificate that is to be served; null without TLS
 * @returns the first proof tells whether the server has come up as it should, with its own certificate
 */
export function bundleProofs(plan: Plan, passwords: ReadonlyMap<string, string>, leafKey: string | null): BundledProofs {
  const { endpoint } = plan;
  const trusting: Request = { tls: endpoint.tls, ...(endpoint.caFile === null ? {} : { caFile: endpoint.caFile }) };
  const credentials: BundleCredentials[] = [];
  const signIn = (user: string, password: string): string => {
    const file = `${String(credentials.length + 1).padStart(3, '0')}.curl`;
    credentials.push(credentialsOf(file, user, password));
    return file;
  };
  const closed = endpoint.users.length > 0;
  const proofOf = ({ id, user = '' }: Check): BundleProof[] => {
    const title = titles[id];
    if (id === 'rightPassword') {
      const password = passwords.get(user);
      return password === undefined ? [] : [knock(plan, `${user} is let in with the password`, trusting, ['200'], signIn(user, password))];
    }
    if (title === undefined) return [];
    if (id === 'plainHttp') return [knock(plan, title, { tls: false }, refusesPlain)];
    if (id === 'wrongPassword') return [knock(plan, title, trusting, ['401'], signIn(user, wrongPassword))];
    // Another server on the port, or one that was not restarted, may have a certificate of the same CA.
    const pinned = id === 'trusted' && leafKey !== null ? { pinnedKey: leafKey } : {};
    return [knock(plan, title, { ...trusting, ...pinned }, [closed ? '401' : '200'])];
  };
  const first = endpoint.tls ? 'trusted' : closed ? 'noPassword' : 'ready';
  const inOrder = [...plan.checks].sort((one, other) => Number(other.id === first) - Number(one.id === first));
  const proofs = inOrder.flatMap(proofOf);
  const letIn = closed ? proofs.find(({ credentials: file, expect }) => file !== null && expect.includes('200'))?.credentials : null;
  const ownWord = letIn === undefined ? null : { curl: curlFor(plan, { ...trusting, page: true }), credentials: letIn };
  return { proofs, credentials, ownWord };
}
