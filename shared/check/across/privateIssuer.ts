/** Certificates that clients take only when they are given an authority that comes with the setup. */
import { certificatesOf, webFilePath } from './certificatesOf.ts';
import type { ServerView, SetupView } from './setupView.ts';

export interface PrivateIssuer {
  /** Such as `signed by itself`. */
  readonly words: string;
  /** The file that clients name as their CA; null when not known. */
  readonly file: string | null;
}

/** A root that signed itself and comes with the setup is none of those that systems trust. */
export function privateIssuer(view: SetupView, server: ServerView): PrivateIssuer | null {
  const chain = certificatesOf(view, server);
  const [leaf] = chain;
  if (leaf === undefined) return null;
  const own = server.web === null ? null : webFilePath(server.web, 'certFile');
  if (leaf.selfSigned) return { words: 'signed by itself', file: own };
  const top = chain.at(-1) ?? leaf;
  if (top.selfSigned) return { words: `from the private authority ${top.subject}`, file: own };
  const roots = Object.values(view.setup.files).flatMap(({ path, certificates }) => certificates.filter(({ selfSigned }) => selfSigned).map((root) => ({ path, root })));
  const found = roots.find(({ root }) => root.parsed.rawSubject === top.parsed.rawIssuer);
  return found === undefined ? null : { words: `from the private authority ${found.root.subject}`, file: found.path };
}

/** The same, where it is certain that the system has not been given the authority either. */
export function issuerUnknownToSystem(view: SetupView, server: ServerView): PrivateIssuer | null {
  return server.server.trustedBySystem === false ? privateIssuer(view, server) : null;
}
