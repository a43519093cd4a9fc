/** A setup that exists as answers that change nothing: what a repair starts from. */
import { Answers, type ServerAnswer } from '../model/answers.ts';
import { mainConfig } from '../check/across/setupView.ts';
import { isLoopbackHost } from '../plan/address.ts';
import { splitListen } from '../prometheus/flags.ts';
import type { RepairContext } from './repairContext.ts';
import { trustedFile } from './trustedFile.ts';

/** Where the server would answer, told by what scrapes it, where nothing else says. */
function likelyListen({ view }: RepairContext): string {
  const local = view.scrapes.flatMap(({ facts }) => facts.connections.flatMap(({ targets }) => targets));
  const found = local.map(splitListen).find((place) => place !== null && isLoopbackHost(place.host) && place.port === 9090);
  return found === undefined || found === null ? '127.0.0.1:9090' : `127.0.0.1:${String(found.port)}`;
}

function serverAnswer(context: RepairContext): ServerAnswer {
  const found = context.server === null || context.server.assumed ? null : context.server.server;
  if (found === null) return { kind: 'files', listen: likelyListen(context) };
  if (found.unit !== null) return { kind: 'service', unit: found.unit };
  return found.running ? { kind: 'running', listen: found.listen } : { kind: 'files', listen: found.listen };
}

/** The CA of a certificate that somebody else signed. */
function caOf(context: RepairContext): { ca_file?: string } {
  const path = trustedFile(context);
  return path === null ? {} : { ca_file: path };
}

function configFiles({ view, web, server }: RepairContext): { config: string | null; webPath: string | null } {
  return {
    config: server?.server.configFile ?? mainConfig(view)?.path ?? null,
    webPath: web?.path ?? server?.server.webConfigFile ?? null,
  };
}

/**
 * @param remembered the answers of the last change that PromSeal made in this folder; they say which program it starts
 * @returns answers whose plan changes nothing on a sound setup; null where there is no configuration of a Prometheus
 */
export function answersAsTheyAre(context: RepairContext, remembered: Answers | null): Answers | null {
  const { web, server, folder } = context;
  const { config, webPath } = configFiles(context);
  if (config === null && webPath === null) return null;
  // How a server of PromSeal's own is started, only the answers know; what its files say, the files do.
  const own = remembered !== null && server?.server.control === 'promseal' ? remembered : null;
  return Answers.parse({
    version: 1,
    folder,
    server: own?.server ?? serverAnswer(context),
    ...(own === null ? {} : { options: own.options }),
    ...(config === null ? {} : { config_file: config }),
    ...(webPath === null ? {} : { web_config_file: webPath }),
    // A file that cannot be read may well have TLS: what is not known is kept.
    certificate: web === null || web.tls === false ? { source: 'none' } : { source: 'keep', ...caOf(context) },
    scrape: { edit: false },
  });
}
