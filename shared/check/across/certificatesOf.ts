/** The certificates that a server is configured with. */
import type { MaterialCertificate, MaterialFacts } from '../../model/materialFacts.ts';
import { folderOf } from '../../plan/paths.ts';
import { fileAt, pathFrom } from './filePath.ts';
import type { ServerView, SetupView, WebView } from './setupView.ts';

type WebFile = 'certFile' | 'keyFile' | 'clientCaFile';

/** The path of a file that a web.yml names, absolute; null without one. */
export function webFilePath(web: WebView, key: WebFile): string | null {
  const written = web.facts.tls?.[key] ?? null;
  return written === null ? null : pathFrom(folderOf(web.path), written);
}

/** What is known of it; null where the file is not named or nobody looked. */
export function webFile({ setup }: SetupView, web: WebView, key: WebFile): MaterialFacts | null {
  const path = webFilePath(web, key);
  return path === null ? null : fileAt(setup, path);
}

/** The chain of its certificate file, leaf first; empty when not known. */
export function certificatesOf(view: SetupView, { web }: ServerView): readonly MaterialCertificate[] {
  return web === null ? [] : (webFile(view, web, 'certFile')?.certificates ?? []);
}

/** The files of its TLS. */
export function certificatePaths(web: WebView): string[] {
  return (['certFile', 'keyFile', 'clientCaFile'] as const).map((key) => webFilePath(web, key)).filter((path) => path !== null);
}
