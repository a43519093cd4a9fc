import { useState } from 'react';
import { problemOfField } from '../../../shared/wizard/stepProblems.ts';
import { undecidedServer } from '../../../shared/wizard/undecidedServer.ts';
import { chooseBinary } from '../../../shared/wizard/draft.ts';
import { useApp } from '../../app/appContext.ts';
import { Button } from '../../components/Button.tsx';
import { FailureNotice } from '../../components/FailureNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { PathField } from '../../components/PathField.tsx';
import { RadioCards } from '../../components/RadioCards.tsx';
import { Spinner } from '../../components/Spinner.tsx';
import { Switch } from '../../components/Switch.tsx';
import { TextField } from '../../components/TextField.tsx';
import { StepFrame } from '../../wizard/StepFrame.tsx';
import { useWizard } from '../../wizard/wizardContext.ts';
import css from '../steps.module.css';
import { ChosenBinary } from './ChosenBinary.tsx';
import { ReleaseDownload } from './ReleaseDownload.tsx';
import { optionOf, serverOptions } from './serverOptions.ts';

function ServerFactsList() {
  const { facts, answers } = useWizard();
  if (facts === null) return <Spinner label="Looking at it" />;
  const { server, webConfig, scrapeConfig } = facts;
  const isRehearsal = answers.server.kind === 'rehearsal';
  const rows: [string, string][] = [
    ...(isRehearsal ? [] : [['Version', server.version ?? 'not known'] satisfies [string, string]]),
    ['Now', server.running ? `runs, ${server.servesTls === true ? 'over TLS' : 'in clear'}` : 'does not run'],
    ['web.yml', `${webConfig.path}${webConfig.state.kind === 'absent' ? ' (new)' : ''}`],
    ['prometheus.yml', `${scrapeConfig.path}${scrapeConfig.state.kind === 'absent' ? ' (new)' : ''}`],
    ...(isRehearsal ? [] : [['promtool', server.promtool ?? 'not found: the new files are checked by PromSeal alone'] satisfies [string, string]]),
  ];
  return (
    <dl className={css.facts}>
      {rows.map(([label, value]) => [<dt key={label}>{label}</dt>, <dd key={`${label} value`}>{value}</dd>])}
    </dl>
  );
}

function PlaceFields() {
  const { answers, change, problems } = useWizard();
  const { list } = useApp();
  const { server, folder } = answers;
  if (server.kind === 'running' || server.kind === 'service' || server.kind === 'files') return null;
  return (
    <>
      <PathField
        label="Working folder"
        value={folder}
        onChange={(next) => change({ folder: next })}
        kind="folder"
        list={list}
        hint="For certificate, key, web.yml, prometheus.yml and data. It is created if it does not exist."
        problem={problemOfField('folder', problems)}
      />
      <TextField
        label="Listen on"
        value={server.listen}
        onChange={(listen) => change({ server: { ...server, listen } })}
        mono
        hint="127.0.0.1:9090 answers this machine only; :9090 answers the network."
        problem={problemOfField('server.listen', problems)}
      />
      <Switch label="Keep it running when PromSeal closes" isSelected={server.keep_running} onChange={(keep_running) => change({ server: { ...server, keep_running } })}>
        Off ends it together with PromSeal.
      </Switch>
    </>
  );
}

/** Server: which Prometheus. Found where it can be found, asked for only where it cannot. */
export default function ServerStep() {
  const { discovery, discoveryFailure, discoverAgain } = useApp();
  const { answers, change, facts, nextTitle } = useWizard();
  const [asked, setAsked] = useState<string | null>(null);
  const [insists, setInsists] = useState(false);
  const title = 'Server';
  const lead = 'The Prometheus to secure. What runs or is installed on this machine is listed; nothing is touched by choosing it.';
  if (discovery === null) {
    return (
      <StepFrame title={title} lead={lead} primary={null}>
        {discoveryFailure === null ? <Spinner label="Looking for Prometheus" /> : <FailureNotice failure={discoveryFailure} onRetry={discoverAgain} />}
      </StepFrame>
    );
  }
  const options = serverOptions(discovery);
  const selected = asked ?? optionOf(answers, options, facts?.folder.path);
  const choose = (id: string): void => {
    const choice = options.find((option) => option.id === id)?.choice ?? null;
    setAsked(choice === null ? id : null);
    setInsists(false);
    if (choice !== null) change(choice);
  };
  const chooseProgram = (path: string): void => {
    setAsked(null);
    change(chooseBinary(path, discovery));
  };
  const undone = undecidedServer(asked);
  const shown = insists ? undone : null;
  const primary = undone === null ? {} : { primary: { label: `Next: ${nextTitle ?? ''}`, onPress: () => setInsists(true) } };
  return (
    <StepFrame title={title} lead={lead} shownFields={['folder', 'server.listen']} undone={undone} {...primary}>
      <RadioCards label="Which one" value={selected} onChange={choose} options={options} isStacked />
      <div className={css.row}>
        <Button size="small" onPress={discoverAgain}>Look again</Button>
      </div>
      {asked === 'choose' && <ChosenBinary onChosen={chooseProgram} problem={shown} />}
      {asked === 'download' && <ReleaseDownload into={discovery.suggestedFolder} onDownloaded={chooseProgram} problem={shown} />}
      {undone === null && (
        <>
          {selected === 'choose' && answers.server.kind === 'binary' && <Notice tone="good">{answers.server.binary}</Notice>}
          <PlaceFields />
          <ServerFactsList />
        </>
      )}
    </StepFrame>
  );
}
