import { useState } from 'react';
import { AppFrame } from '../../../renderer/components/AppFrame.tsx';
import { BarActions } from '../../../renderer/components/BarActions.tsx';
import { Button } from '../../../renderer/components/Button.tsx';
import { CertificatePreview } from '../../../renderer/components/CertificatePreview.tsx';
import { CodeBlock } from '../../../renderer/components/CodeBlock.tsx';
import { DiffView } from '../../../renderer/components/DiffView.tsx';
import { RadioCards } from '../../../renderer/components/RadioCards.tsx';
import { type RailStep, StepRail } from '../../../renderer/components/StepRail.tsx';
import { Tabs } from '../../../renderer/components/Tabs.tsx';
import { TextField } from '../../../renderer/components/TextField.tsx';
import { changedFile, createdFile } from './samples.ts';
import css from './gallery.module.css';

const steps: RailStep[] = [
  { id: 'server', title: 'Server', summary: 'Prometheus 3.5.3, running', state: 'done', canEnter: true },
  { id: 'names', title: 'Names', summary: 'bad_name cannot be used', state: 'attention', canEnter: true },
  { id: 'certificate', title: 'Certificate', state: 'now', canEnter: true },
  { id: 'users', title: 'Users', state: 'todo', canEnter: true },
  ...['Options', 'Review', 'Apply', 'Proof', 'Finish'].map((title) => ({ id: title, title, state: 'todo' as const, canEnter: false })),
];

const rows = [
  { label: 'Subject', value: 'C=BE, L=Brasschaat, O=Inuits, CN=localhost' },
  { label: 'Names', value: 'localhost, mon-1.lan, 192.0.2.14, ::1' },
  { label: 'Use', value: 'server authentication only, cannot sign others' },
  { label: 'Private key', value: 'prometheus.key, readable by you alone (0600)' },
  { label: 'Serial', value: '4f:2a:61', mono: true },
];

const preview = (
  <Tabs
    label="What this will do"
    tabs={[
      {
        id: 'certificate',
        title: 'Certificate',
        content: (
          <>
            <CertificatePreview
              title="How it will look"
              subtitle="prometheus.crt"
              commonName="localhost"
              lines={['server, self-signed, P-256', 'until 23 Nov 2027, 365 days']}
              rows={rows}
            />
            <CodeBlock title="The same by hand" code={'openssl req -x509 -newkey ec \\\n  -keyout prometheus.key -out prometheus.crt'} />
          </>
        ),
      },
      { id: 'web', title: 'web.yml', content: <DiffView diff={createdFile} /> },
      { id: 'scrape', title: 'prometheus.yml', content: <DiffView diff={changedFile} /> },
    ]}
  />
);

export function FramePage() {
  const [source, setSource] = useState<'self' | 'none'>('self');
  const [text, setText] = useState('Inuits');
  const step = (
    <form onSubmit={(event) => event.preventDefault()}>
      <div className={css.step}>
        <div>
          <h1>Certificate</h1>
          <p>What Prometheus shows to everyone who connects. A browser, Grafana and Prometheus itself accept it when they know who signed it.</p>
        </div>
        <RadioCards
          label="Where it comes from"
          value={source}
          onChange={setSource}
          options={[
            { id: 'self', title: 'Signed by itself', text: 'One file to hand out. Right for one server and a first try.' },
            { id: 'none', title: 'No TLS', text: 'Passwords travel in clear.' },
          ]}
        />
        <TextField label="Organisation" value={text} onChange={setText} />
      </div>
      <BarActions back={<Button>Back</Button>} primary={<Button variant="primary" type="submit">Next: Users</Button>} />
    </form>
  );
  return <AppFrame rail={<StepRail steps={steps} onGo={() => undefined} footer="Nothing has been changed yet" />} main={step} side={preview} />;
}
