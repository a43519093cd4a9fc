import { useState } from 'react';
import type { Failure } from '../../shared/errors/failure.ts';
import type { Action } from '../../shared/model/plan.ts';
import { opensslCommand } from '../../shared/doctor/opensslCommand.ts';
import { certificateProfile } from '../../shared/pki/certificateProfile.ts';
import { describeProfile } from '../../shared/pki/describeProfile.ts';
import { describeCommand } from '../../shared/plan/describePlan.ts';
import { CertificatePreview } from '../components/CertificatePreview.tsx';
import { CodeBlock } from '../components/CodeBlock.tsx';
import { DiffView } from '../components/DiffView.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { formatDate } from '../components/format.ts';
import { Notice } from '../components/Notice.tsx';
import { Panel } from '../components/Panel.tsx';
import { Spinner } from '../components/Spinner.tsx';
import { Tabs } from '../components/Tabs.tsx';
import css from './PreviewColumn.module.css';
import { useWizard } from './wizardContext.ts';

const pairFiles = { certFile: 'prometheus.crt', keyFile: 'prometheus.key' } as const;

/** The certificate as it will look, and the command that would make the same. */
function CertificateTab() {
  const { answers, facts } = useWizard();
  const [now] = useState(() => Date.now());
  const { certificate, names } = answers;
  if (certificate.source === 'none') return <Notice tone="info">No certificate: Prometheus goes on answering in clear.</Notice>;
  if (certificate.source === 'keep') {
    const used = facts?.certificate ?? null;
    const summary = used?.summary ?? null;
    if (used === null || summary === null) return <Notice tone="info">web.yml names no certificate yet.</Notice>;
    const rows = [
      { label: 'Subject', value: summary.subject },
      { label: 'Names', value: [...summary.dnsNames, ...summary.ipAddresses].join(', ') },
      { label: 'Key', value: summary.keyLabel },
      { label: 'File', value: used.certPath, mono: true },
    ];
    return <CertificatePreview title="The certificate in use" subtitle="kept" commonName={summary.commonName ?? summary.dnsNames[0] ?? ''} lines={[`until ${formatDate(summary.notAfter)}`]} rows={rows} />;
  }
  const profile = certificateProfile(certificate, names);
  const until = now + certificate.days * 86_400_000;
  return (
    <div className={css.stack}>
      <CertificatePreview
        title="How it will look"
        subtitle="prometheus.crt"
        commonName={profile.subject.at(-1)?.value ?? names[0] ?? ''}
        lines={[`server, self-signed, ${profile.keyLabel}`, `until ${formatDate(until)}`]}
        rows={describeProfile(profile, now)}
      />
      <CodeBlock title="The same by hand" language="shell" code={opensslCommand(profile, pairFiles)} />
    </div>
  );
}

/** Why there is no plan to show. What a field breaks is said at the field, in its own words. */
function NoPlan({ failure }: { failure: Failure }) {
  if (failure.code !== 'INPUT_INVALID') return <FailureNotice failure={failure} />;
  return <Notice tone="info">A field on this page does not hold yet. The preview comes back when it does.</Notice>;
}

function FileTab({ role }: { role: 'webConfig' | 'scrapeConfig' }) {
  const { state } = useWizard();
  const { planned, planFailure } = state;
  if (planFailure !== null) return <NoPlan failure={planFailure} />;
  if (planned === null) return <Spinner label="Planning" />;
  const diff = planned.diffs.find((each) => each.role === role);
  if (diff === undefined) return <Notice tone="info">This file stays as it is.</Notice>;
  return <DiffView diff={diff} />;
}

function CommandsTab() {
  const { state } = useWizard();
  const { planned, planFailure } = state;
  if (planFailure !== null) return <NoPlan failure={planFailure} />;
  if (planned === null) return <Spinner label="Planning" />;
  const ran: readonly Action['kind'][] = ['promtool.check', 'process.start', 'process.restart', 'process.reload', 'service.restart', 'hands', 'folder.create'];
  const actions = planned.plan.actions.filter((action) => ran.includes(action.kind));
  if (actions.length === 0) return <Notice tone="info">No command is run: Prometheus reads the change by itself.</Notice>;
  return (
    <Panel title="What is run" note="in this order">
      <ol className={css.commands}>
        {actions.map((action, index) => (
          <li key={`${String(index)} ${action.why}`}>
            <span>{action.why}</span>
            {describeCommand(action).map((command) => (
              <code key={command}>{command}</code>
            ))}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** What this will do, kept in step with the form: certificate, both files, commands. */
export function PreviewColumn() {
  const { state } = useWizard();
  const [chosen, setChosen] = useState<string | null>(null);
  const fitting = state.step === 'users' ? 'web' : state.step === 'options' || state.step === 'server' ? 'commands' : 'certificate';
  return (
    <Tabs
      label="What this will do"
      selected={chosen ?? fitting}
      onSelect={setChosen}
      tabs={[
        { id: 'certificate', title: 'Certificate', content: <CertificateTab /> },
        { id: 'web', title: 'web.yml', content: <FileTab role="webConfig" /> },
        { id: 'scrape', title: 'prometheus.yml', content: <FileTab role="scrapeConfig" /> },
        { id: 'commands', title: 'Commands', content: <CommandsTab /> },
      ]}
    />
  );
}
