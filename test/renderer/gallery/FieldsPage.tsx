import { useRef, useState } from 'react';
import { CheckboxField } from '../../../renderer/components/CheckboxField.tsx';
import { ChipInput } from '../../../renderer/components/ChipInput.tsx';
import { NumberField } from '../../../renderer/components/NumberField.tsx';
import { PasswordField } from '../../../renderer/components/PasswordField.tsx';
import { PathField } from '../../../renderer/components/PathField.tsx';
import { RadioCards } from '../../../renderer/components/RadioCards.tsx';
import { SecretText } from '../../../renderer/components/SecretText.tsx';
import { Segmented } from '../../../renderer/components/Segmented.tsx';
import { Switch } from '../../../renderer/components/Switch.tsx';
import { TextField } from '../../../renderer/components/TextField.tsx';
import { list, problem } from './samples.ts';
import css from './gallery.module.css';

type Source = 'self' | 'keep' | 'none';
type Key = 'p256' | 'rsa2048' | 'rsa4096';

const first = [
  { text: 'localhost', tag: 'DNS' },
  { text: 'mon-1.lan', tag: 'DNS' },
  { text: '192.0.2.14', tag: 'IP' },
  { text: 'bad_name', tag: 'DNS', problem: problem('error', 'A DNS name has no underscore.', 'Use a hyphen, or the address.') },
];

export function FieldsPage() {
  const password = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('Inuits');
  const [path, setPath] = useState('/srv/prometheus');
  const [days, setDays] = useState(365);
  const [source, setSource] = useState<Source>('self');
  const [key, setKey] = useState<Key>('p256');
  const [isOn, setOn] = useState(true);
  const [items, setItems] = useState<typeof first>(first);
  return (
    <main className={css.page}>
      <h1>Fields</h1>
      <RadioCards<Source>
        label="Where the certificate comes from"
        value={source}
        onChange={setSource}
        options={[
          { id: 'self', title: 'Signed by itself', text: 'One file to hand out. Right for one server and a first try.', badge: 'recommended' },
          { id: 'keep', title: 'Keep the one there is', text: 'prometheus.crt, until 23 Nov 2027.' },
          { id: 'none', title: 'No TLS', text: 'Passwords travel in clear.' },
        ]}
      />
      <ChipInput
        label="Names and addresses"
        items={items}
        onAdd={(texts) => setItems([...items, ...texts.map((one) => ({ text: one, tag: 'DNS' }))])}
        onRemove={(index) => setItems(items.filter((_, at) => at !== index))}
        hint="Prometheus refuses a certificate that lacks the name it connects to, even where curl accepts it."
        suggestions={['mon-1', '127.0.0.1', '::1']}
      />
      <div className={css.pair}>
        <TextField label="Organisation" value={text} onChange={setText} hint="Shown in the certificate." />
        <TextField label="Country" value="Belgium" onChange={setText} problem={problem('error', 'A country is two letters.', 'Belgium is BE.')} hint="ISO 3166." />
        <TextField label="Listen address" value=":9090" onChange={setText} mono problem={problem('warning', 'Everybody on the network reaches it.', '127.0.0.1:9090 is this machine alone.')} />
        <NumberField label="Valid for" unit="days" value={days} onChange={setDays} min={1} max={3650} hint="Until 23 Nov 2027." />
      </div>
      <Segmented<Key>
        label="Key"
        value={key}
        onChange={setKey}
        options={[
          { id: 'p256', label: 'P-256' },
          { id: 'rsa2048', label: 'RSA 2048' },
          { id: 'rsa4096', label: 'RSA 4096' },
        ]}
        hint="Every current client accepts P-256, and it signs faster than RSA."
      />
      <PathField label="Working folder" kind="folder" value={path} onChange={setPath} list={list} hint="Certificate, key, web.yml and prometheus.yml stand here." />
      <PasswordField
        label="Password of prometheus"
        inputRef={password}
        onGenerate={() => 'correct-horse-battery'}
        strength={{ level: 3, text: 'Strong' }}
        hint="1 to 72 bytes: bcrypt ignores what is beyond."
      />
      <SecretText label="Password of prometheus" value="correct-horse-battery" />
      <div className={css.pair}>
        <Switch label="Lifecycle API" isSelected={isOn} onChange={setOn}>
          POST /-/reload and /-/quit, for everybody who may sign in.
        </Switch>
        <Switch label="Admin API" isSelected={false} onChange={setOn}>
          Delete series, take snapshots.
        </Switch>
        <CheckboxField label="Keep Prometheus running when PromSeal closes" isSelected={isOn} onChange={setOn}>
          Otherwise it is stopped with the window.
        </CheckboxField>
      </div>
    </main>
  );
}
