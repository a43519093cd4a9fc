import type { CheckedFile, CheckedServer, CheckReport } from '../../shared/model/checkReport.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { classNames } from '../components/classNames.ts';
import { Icon } from '../components/Icon.tsx';
import { Panel } from '../components/Panel.tsx';
import { ProblemList } from '../components/ProblemList.tsx';
import { RawWords } from '../components/RawWords.tsx';
import table from '../components/dataTable.module.css';
import { besidePromtool, filesByKind, lineRows, lookedAtWords, runnerWords, serverName, speaksWords } from './checkWords.ts';
import css from './CheckScreen.module.css';

function Server({ server }: { server: CheckedServer }) {
  const { listen, configFile, webConfigFile } = server;
  const rows = [
    { label: 'Listens on', value: listen },
    { label: 'Speaks', value: speaksWords(server) },
    { label: 'Run by', value: runnerWords(server) },
    ...(configFile === null ? [] : [{ label: 'Configuration', value: configFile }]),
    ...(server.kind === 'prometheus' || webConfigFile !== null ? [{ label: 'Web configuration', value: webConfigFile ?? 'none' }] : []),
  ];
  return (
    <li>
      <h3>{serverName(server)}</h3>
      <dl className={css.facts}>
        {rows.map(({ label, value }) => (
          <div key={label}><dt>{label}</dt><dd>{value}</dd></div>
        ))}
      </dl>
    </li>
  );
}

function Servers({ servers }: { servers: readonly CheckedServer[] }) {
  if (servers.length === 0) return <p>No server: only files were looked at.</p>;
  return (
    <ul className={css.servers}>
      {servers.map((server) => <Server key={`${server.kind} ${server.listen}`} server={server} />)}
    </ul>
  );
}

function Files({ files }: { files: readonly CheckedFile[] }) {
  return (
    <dl className={css.files}>
      {filesByKind(files).map(({ title, paths }) => (
        <div key={title}>
          <dt>{title}</dt>
          {paths.map((path) => <dd key={path}><code>{path}</code></dd>)}
        </div>
      ))}
    </dl>
  );
}

function Promtool({ verdicts, findings }: { verdicts: CheckReport['promtool']; findings: readonly Finding[] }) {
  return (
    <Panel title="promtool beside PromSeal">
      <div className={table.frame}>
        <table className={table.table} role="table">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader">File</th>
              <th role="columnheader" className={css.theirs}>promtool</th>
              <th role="columnheader" className={css.ours}>PromSeal</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {verdicts.map((verdict) => {
              const { ours, difference } = besidePromtool(verdict, findings);
              return (
                <tr role="row" key={verdict.path}>
                  <td role="cell"><code>{verdict.path}</code></td>
                  <td role="cell" data-name="promtool">
                    {verdict.ok ? 'accepts it' : 'refuses it'}
                    {verdict.version !== null && <small className={css.small}>{verdict.version}</small>}
                    {verdict.words !== '' && <RawWords raw={verdict.words} />}
                  </td>
                  <td role="cell" data-name="PromSeal">
                    {ours}
                    <small className={css.small}>{difference}</small>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Lines({ path, verdicts }: CheckReport['lines'][number]) {
  return (
    <Panel title="What each release makes of it" note={<code>{path}</code>}>
      <div className={table.frame}>
        <table className={table.table} role="table">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader">Prometheus</th>
              <th role="columnheader">With this file it</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {lineRows(verdicts).map(({ lines, accepted, servesTls, words }) => (
              <tr role="row" key={lines}>
                <td role="cell" className={css.line}>{lines}</td>
                <td role="cell">
                  <span className={classNames(css.says, accepted ? css.accepts : css.refuses)}>
                    <Icon name={accepted ? 'check' : 'cross'} />
                    {accepted ? (servesTls ? 'starts and serves TLS' : 'starts and serves plain HTTP') : 'does not start'}
                  </span>
                  {words !== '' && <code className={css.words}>{words}</code>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={css.note}>Read from the text alone: the files it names are taken to be there and in order.</p>
    </Panel>
  );
}

/** What the verdict rests on: servers, files, promtool and each release, and what could not be looked at. */
export function CheckLookedAt({ report }: { report: CheckReport }) {
  const { servers, files, promtool, lines, problems, findings } = report;
  const looked = lookedAtWords(report);
  if (looked === null) return null;
  return (
    <section className={css.looked} aria-labelledby="looked-at">
      <h2 id="looked-at">What was looked at</h2>
      <Panel title="Servers"><Servers servers={servers} /></Panel>
      {files.length > 0 && <Panel title="Files" note={String(files.length)}><Files files={files} /></Panel>}
      {promtool.length > 0 && <Promtool verdicts={promtool} findings={findings} />}
      {lines.map((each) => <Lines key={each.path} {...each} />)}
      {problems.length > 0 && <Panel title="What could not be looked at"><ProblemList problems={problems} /></Panel>}
    </section>
  );
}
