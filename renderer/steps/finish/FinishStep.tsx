import { Button } from '../../components/Button.tsx';
import { TrafficMap } from '../../components/TrafficMap.tsx';
import { CodeBlock } from '../../components/CodeBlock.tsx';
import { Notice } from '../../components/Notice.tsx';
import { Tabs } from '../../components/Tabs.tsx';
import { StepFrame } from '../../wizard/StepFrame.tsx';
import { useWizard } from '../../wizard/wizardContext.ts';
import { shellQuote } from '../../../shared/doctor/shellQuote.ts';
import { MadePasswords } from '../MadePasswords.tsx';
import css from '../steps.module.css';
import { GrafanaExport } from './GrafanaExport.tsx';
import { NginxExport } from './NginxExport.tsx';

function LaterOn({ folder }: { folder: string }) {
  return (
    <div className={css.stack}>
      <Notice tone="info" title="To renew the certificate, add a user or prove it again">
        Open this folder from the start screen. Users and certificates change without a restart; only turning TLS on or off needs one.
      </Notice>
      <CodeBlock title="To undo what this run changed" language="shell" code={`promseal undo ${shellQuote(folder)}`} />
    </div>
  );
}

function Files() {
  const { state } = useWizard();
  return (
    <dl className={css.facts}>
      {(state.report?.files ?? []).map((file) => [
        <dt key={file.path}>{file.action}</dt>,
        <dd key={`${file.path} path`}><code>{file.path}</code> {file.mode}</dd>,
      ])}
    </dl>
  );
}

/** Finish: what talks to Prometheus from now on, and what those others need. */
export default function FinishStep() {
  const { state, leave, answers, repairing } = useWizard();
  const endpoint = state.planned?.plan.endpoint ?? null;
  if (endpoint === null) return <StepFrame title="Finish" lead="" primary={{ label: 'Done', onPress: leave }}>{null}</StepFrame>;
  const behindProxy = answers.options.proxy === 'nginx';
  const grafana = { id: 'grafana', title: 'Grafana', content: <GrafanaExport endpoint={endpoint} /> };
  const nginx = { id: 'nginx', title: 'nginx', content: <NginxExport endpoint={endpoint} /> };
  const exports = endpoint.tls ? (behindProxy ? [nginx, grafana] : [grafana, nginx]) : [grafana];
  return (
    <StepFrame title="Finish" lead="Everything else that talks to this Prometheus has to know about the change." primary={{ label: 'Done', onPress: leave }} extra={repairing !== null && <Button onPress={repairing.onCheckAgain}>Check again</Button>}>
      <MadePasswords />
      <TrafficMap tls={endpoint.tls} users={endpoint.users} proxy={answers.options.proxy} scrapesItself={state.planned?.plan.selfJob != null} url={endpoint.url} />
      <Tabs
        label="What others need"
        tabs={[...exports, { id: 'files', title: 'Files', content: <Files /> }, { id: 'later', title: 'Later', content: <LaterOn folder={answers.folder} /> }]}
      />
    </StepFrame>
  );
}
