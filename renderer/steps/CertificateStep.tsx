import { useState } from 'react';
import type { Answers, KeyType, Subject } from '../../shared/model/answers.ts';
import { listensBeyondLoopback } from '../../shared/prometheus/flags.ts';
import { problemOfField } from '../../shared/wizard/stepProblems.ts';
import { formatDate } from '../components/format.ts';
import { Notice } from '../components/Notice.tsx';
import { NumberField } from '../components/NumberField.tsx';
import { ProblemText } from '../components/ProblemText.tsx';
import { RadioCards } from '../components/RadioCards.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { TextField } from '../components/TextField.tsx';
import { StepFrame } from '../wizard/StepFrame.tsx';
import { useWizard } from '../wizard/wizardContext.ts';
import { KeptCertificate } from './certificate/KeptCertificate.tsx';
import { OwnCertificate } from './certificate/OwnCertificate.tsx';
import css from './steps.module.css';

type Source = Answers['certificate']['source'];
type SelfSigned = Extract<Answers['certificate'], { source: 'self_signed' }>;

const keyHints: Readonly<Record<KeyType, string>> = {
  p256: 'Every current client accepts P-256, and it signs faster than RSA.',
  p384: 'Stronger than anybody needs today, and accepted just as widely.',
  rsa2048: 'What most guides use. Accepted by everything, also by old clients.',
  rsa3072: 'RSA with a larger margin; a handshake costs the server more.',
  rsa4096: 'Takes some seconds to make, and every handshake costs the server more.',
};

const mostShown = 99_999;

const subjectFields = [
  { key: 'organization', label: 'Organisation' },
  { key: 'locality', label: 'Locality' },
  { key: 'state', label: 'State or province' },
  { key: 'country', label: 'Country' },
  { key: 'common_name', label: 'Common name' },
] as const satisfies readonly { key: keyof Subject; label: string }[];

const fields = ['certificate.source', 'certificate.ca_file', 'certificate.days', ...subjectFields.map(({ key }) => `certificate.subject.${key}`)];

function SubjectFields({ certificate }: { certificate: SelfSigned }) {
  const { change, problems, answers } = useWizard();
  const set = (key: keyof Subject, value: string): void => {
    const { [key]: _, ...rest } = certificate.subject;
    change({ certificate: { ...certificate, subject: value === '' ? rest : { ...rest, [key]: value } } });
  };
  const hints: Partial<Record<keyof Subject, string>> = {
    country: 'Two letters, such as BE.',
    common_name: `Left empty, ${answers.names[0] ?? 'the first name'}. Only shown: clients go by the names.`,
  };
  return (
    <fieldset className={css.group}>
      <legend>Subject</legend>
      <p className={css.note}>Says whose certificate it is. Everything here may stay empty.</p>
      <div className={css.grid}>
        {subjectFields.map(({ key, label }) => (
          <TextField
            key={key}
            label={label}
            value={certificate.subject[key] ?? ''}
            onChange={(value) => set(key, value)}
            hint={hints[key]}
            problem={problemOfField(`certificate.subject.${key}`, problems)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function KeyAndValidity({ certificate }: { certificate: SelfSigned }) {
  const { change, problems } = useWizard();
  const [now] = useState(() => Date.now());
  const set = (part: Partial<SelfSigned>): void => change({ certificate: { ...certificate, ...part } });
  return (
    <div className={css.stack}>
      <Segmented<KeyType>
        label="Key"
        value={certificate.key}
        onChange={(key) => set({ key })}
        hint={keyHints[certificate.key]}
        options={[
          { id: 'p256', label: 'P-256' },
          { id: 'p384', label: 'P-384' },
          { id: 'rsa2048', label: 'RSA 2048' },
          { id: 'rsa3072', label: 'RSA 3072' },
          { id: 'rsa4096', label: 'RSA 4096' },
        ]}
      />
      <NumberField
        label="Valid for"
        unit="days"
        value={certificate.days}
        // Beyond this no calendar has a date to show; the field says that it is too long.
        onChange={(days) => set({ days: Math.max(-mostShown, Math.min(mostShown, days)) })}
        min={1}
        max={3650}
        hint={`Until ${formatDate(now + certificate.days * 86_400_000)}. Open this folder again to renew it.`}
        problem={problemOfField('certificate.days', problems)}
      />
    </div>
  );
}

function NoTls() {
  const { answers, facts } = useWizard();
  const listen = facts?.server.listen ?? ('listen' in answers.server ? answers.server.listen : '');
  return listensBeyondLoopback(listen) ? (
    <Notice tone="warn" title="Everything travels in clear">
      Passwords and metrics can be read by everybody on the way. Choose a certificate unless something else protects the network.
    </Notice>
  ) : (
    <Notice tone="info">Prometheus listens on this machine only, so nothing travels over a network.</Notice>
  );
}

const renewText = 'Renews it: a new key and certificate beside the old ones, which stay until you remove them. Clients that trust the old certificate need the new one.';

/** Certificate: what Prometheus shows to everyone who connects. */
export default function CertificateStep() {
  const { answers, change, facts, problems, state } = useWizard();
  const { certificate } = answers;
  const wrong = problems.find(({ field, severity }) => field === 'certificate.source' && severity === 'error');
  const [made, setMade] = useState<SelfSigned>(
    certificate.source === 'self_signed' ? certificate : { source: 'self_signed', subject: {}, key: 'p256', days: 365 },
  );
  const isUsed = facts?.certificate != null;
  const choose = (source: Source): void => {
    if (certificate.source === 'self_signed') setMade(certificate);
    change({ certificate: source === 'self_signed' ? (isUsed ? { ...made, renew: true } : made) : { source } });
  };
  const keep = facts?.certificate == null ? [] : [{ id: 'keep' as const, title: 'The one in web.yml', text: `Keeps ${facts.certificate.certPath} and its key.` }];
  return (
    <StepFrame
      title="Certificate"
      lead="What Prometheus shows to everyone who connects. Prometheus itself, Grafana and a browser accept it when they know who signed it and find the name they asked for in it."
      shownFields={fields}
    >
      <div className={css.stack} {...(wrong && { 'data-at-fault': true })}>
        <RadioCards<Source>
          label="Where it comes from"
          value={certificate.source}
          onChange={choose}
          options={[
            ...keep,
            { id: 'self_signed', title: isUsed ? 'A new one, signed by itself' : 'Signed by itself', text: isUsed ? renewText : 'One file to hand out to the clients. Right for one server and a first try.' },
            { id: 'none', title: 'No TLS', text: 'Only users and passwords, over plain HTTP.' },
          ]}
        />
        {wrong !== undefined && state.insist && <ProblemText problem={wrong} />}
      </div>
      {certificate.source === 'keep' && <KeptCertificate certificate={certificate} />}
      {certificate.source === 'self_signed' && (
        <>
          <KeyAndValidity certificate={certificate} />
          <SubjectFields certificate={certificate} />
        </>
      )}
      {certificate.source === 'none' && <NoTls />}
      <OwnCertificate />
    </StepFrame>
  );
}
