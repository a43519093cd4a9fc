import { type SubmitEvent, useState } from 'react';
import type { CheckTarget } from '../../shared/model/checkTarget.ts';
import type { Discovery } from '../../shared/model/discovery.ts';
import { Button } from '../components/Button.tsx';
import { FailureNotice } from '../components/FailureNotice.tsx';
import { PathField } from '../components/PathField.tsx';
import { RadioCards } from '../components/RadioCards.tsx';
import { Spinner } from '../components/Spinner.tsx';
import { TextField } from '../components/TextField.tsx';
import { useApp } from './appContext.ts';
import { type CheckRequest } from './checkRequest.ts';
import css from './CheckScreen.module.css';

type Way = 'folder' | 'files' | 'address' | 'unit';

interface Option {
  id: string;
  title: string;
  text: string;
  /** What it looks at; null where a person has to name it. */
  target: CheckTarget | null;
}

/** What is there to be chosen without typing anything: servers that run, and units that do not. */
function foundOptions({ processes, units }: Discovery): Option[] {
  const running = processes.map(({ listen, version, user, unit, pid, configFile }): Option => ({
    id: `server ${listen}`,
    title: `Prometheus on ${listen}`,
    text: `${version ?? 'of an unknown version'}, process ${String(pid)} of ${user}${unit === null ? '' : `, started by ${unit}`}${configFile === null ? '' : `, with ${configFile}`}`,
    target: { kind: 'server', listen },
  }));
  const others = units.filter(({ unit }) => !processes.some((process) => process.unit === unit)).map(({ unit }): Option => ({
    id: `unit ${unit}`, title: unit, text: 'A systemd unit whose server does not run now.', target: { kind: 'unit', unit },
  }));
  return [...running, ...others];
}

const namedOptions: readonly (Option & { id: Way })[] = [
  { id: 'folder', title: 'A folder', text: 'Its web.yml and prometheus.yml, what they name, and the servers that use them.', target: null },
  { id: 'files', title: 'Files', text: 'Configurations, certificates or keys, wherever they are.', target: null },
  { id: 'address', title: 'Another server here', text: 'By where it listens: also node_exporter, Alertmanager, Pushgateway and blackbox_exporter.', target: null },
  { id: 'unit', title: 'Another systemd unit', text: 'With its drop-ins and environment files.', target: null },
];

interface Named {
  folder: string;
  files: readonly string[];
  address: string;
  unit: string;
  version: string;
}

const without = (texts: readonly string[]): string[] => texts.map((text) => text.trim()).filter((text) => text !== '');

/** What the fields name; null while they name nothing. */
function targetOf(way: string, { folder, files, address, unit }: Named): CheckTarget | null {
  const paths = without(files);
  switch (way) {
    case 'folder':
      return folder.trim() === '' ? null : { kind: 'folder', folder: folder.trim() };
    case 'files':
      return paths.length === 0 ? null : { kind: 'files', paths };
    case 'address':
      return address.trim() === '' ? null : { kind: 'server', listen: address.trim() };
    case 'unit':
      return unit.trim() === '' ? null : { kind: 'unit', unit: unit.trim() };
    default:
      return null;
  }
}

interface FieldsProps {
  way: string;
  named: Named;
  change: (part: Partial<Named>) => void;
}

/** One field a file, with an empty one at the end for the next. */
function FileFields({ files, onChange }: { files: readonly string[]; onChange: (files: readonly string[]) => void }) {
  const { list } = useApp();
  const shown = files.at(-1) === '' ? files : [...files, ''];
  return shown.map((path, index) => (
    <PathField
      key={index}
      label={`File ${String(index + 1)}`}
      value={path}
      onChange={(to) => onChange(shown.map((each, at) => (at === index ? to : each)))}
      kind="file"
      list={list}
    />
  ));
}

function Fields({ way, named, change }: FieldsProps) {
  const { list } = useApp();
  const version = (
    <TextField
      label="Release of Prometheus"
      value={named.version}
      onChange={(text) => change({ version: text })}
      mono
      placeholder="such as 2.53.0"
      hint="Asked of the server where one uses the files. Where none does, they are judged for this release; left empty, for every one from 2.24 on."
    />
  );
  switch (way) {
    case 'folder':
      return <><PathField label="Folder" value={named.folder} onChange={(folder) => change({ folder })} kind="folder" list={list} />{version}</>;
    case 'files':
      return <><FileFields files={named.files} onChange={(files) => change({ files })} />{version}</>;
    case 'address':
      return <TextField label="Listens on" value={named.address} onChange={(address) => change({ address })} mono hint="Host and port, such as 127.0.0.1:9100 or :9093." />;
    case 'unit':
      return <TextField label="Unit" value={named.unit} onChange={(unit) => change({ unit })} mono hint="Such as prometheus-node-exporter.service." />;
    default:
      return null;
  }
}

/** What to look at: what was found on this machine, or what a person names. */
export function CheckChooser({ onCheck }: { onCheck: (request: CheckRequest) => void }) {
  const { discovery, discoveryFailure, discoverAgain, settings } = useApp();
  const [chosen, setChosen] = useState<string | null>(null);
  const [named, setNamed] = useState<Named>({ folder: settings.recentFolders[0] ?? '', files: [''], address: '', unit: '', version: '' });
  const found = discovery === null ? [] : foundOptions(discovery);
  const options = [...found, ...namedOptions];
  const way = chosen ?? found[0]?.id ?? 'folder';
  const target = options.find(({ id }) => id === way)?.target ?? targetOf(way, named);
  const version = way === 'folder' || way === 'files' ? named.version.trim() : '';
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (target !== null) onCheck(version === '' ? { target } : { target, version });
  };
  return (
    <form className={css.form} onSubmit={submit}>
      {discoveryFailure !== null && <FailureNotice failure={discoveryFailure} onRetry={discoverAgain} />}
      <RadioCards label="What to look at" value={way} onChange={setChosen} options={options} isStacked />
      {discovery === null && discoveryFailure === null && <Spinner label="Looking for Prometheus on this machine" />}
      <Fields way={way} named={named} change={(part) => setNamed((before) => ({ ...before, ...part }))} />
      <div className={css.go}>
        <Button variant="primary" type="submit" isDisabled={target === null}>Check</Button>
      </div>
    </form>
  );
}
