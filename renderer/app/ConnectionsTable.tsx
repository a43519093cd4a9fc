import { memo, useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { CheckedConnection } from '../../shared/model/checkReport.ts';
import { Button } from '../components/Button.tsx';
import { classNames } from '../components/classNames.ts';
import { Icon } from '../components/Icon.tsx';
import { TextField } from '../components/TextField.tsx';
import table from '../components/dataTable.module.css';
import { keyOf } from './connectionAnswers.ts';
import { connectionName, healthWords, matchesText, sectionOrder, sectionTitles, signInText, targetsWords, trustWords } from './connectionWords.ts';
import css from './Connections.module.css';

interface Props {
  connections: readonly CheckedConnection[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

/** Rows that a section begins with, so that a thousand jobs stay quick. */
const rowsAtFirst = 100;

/** With `keys` chosen, or not any more. */
function changed(chosen: ReadonlySet<string>, keys: readonly string[], isChosen: boolean): ReadonlySet<string> {
  const others = new Set(keys);
  return isChosen ? new Set([...chosen, ...keys]) : new Set([...chosen].filter((key) => !others.has(key)));
}

interface RowProps {
  connection: CheckedConnection;
  isChosen: boolean;
  onChoose: (key: string, isChosen: boolean) => void;
}

function Health({ connection }: { connection: CheckedConnection }) {
  const words = healthWords(connection);
  if (words === null || connection.health === null) return <span className={css.unknown}>not known</span>;
  const { down, vanished, up } = connection.health;
  const look = down + vanished > 0 ? 'cross' : up > 0 ? 'check' : 'info';
  return (
    <span className={classNames(css.health, css[look])}>
      <Icon name={look} />
      {words}
    </span>
  );
}

const Row = memo(function Row({ connection, isChosen, onChoose }: RowProps) {
  const { canSwitch, scheme, line, path, proxy, insecureSkipVerify } = connection;
  const key = keyOf(connection);
  return (
    <tr role="row" className={isChosen ? css.chosen : undefined}>
      <td role="cell" className={css.name}>
        <label className={css.choice}>
          <input type="checkbox" checked={isChosen} disabled={!canSwitch} onChange={(event) => onChoose(key, event.currentTarget.checked)} />
          <span>{connectionName(connection)}</span>
        </label>
        {connection.name !== connection.targets[0] && <small>{targetsWords(connection)}</small>}
        <small>{canSwitch ? `line ${String(line)}` : `stands in ${path}: change it there by hand`}</small>
      </td>
      <td role="cell" data-name="Speaks">
        {scheme}
        {proxy !== null && <small>through {proxy}</small>}
      </td>
      <td role="cell" data-name="Trusts" className={insecureSkipVerify ? css.unchecked : undefined}>{trustWords(connection) ?? 'none needed'}</td>
      <td role="cell" data-name="Signs in">{signInText(connection) ?? 'no'}</td>
      <td role="cell" data-name="Targets"><Health connection={connection} /></td>
    </tr>
  );
});

interface SectionProps {
  section: CheckedConnection['section'];
  connections: readonly CheckedConnection[];
  chosen: ReadonlySet<string>;
  onChoose: (keys: readonly string[], isChosen: boolean) => void;
}

/** One section of prometheus.yml, with all of it chosen by one box. */
function Section({ section, connections, chosen, onChoose }: SectionProps) {
  const [most, setMost] = useState(rowsAtFirst);
  const keys = connections.filter(({ canSwitch }) => canSwitch).map(keyOf);
  const count = keys.filter((key) => chosen.has(key)).length;
  const isAll = count > 0 && count === keys.length;
  const choose = useCallback((key: string, isChosen: boolean) => onChoose([key], isChosen), [onChoose]);
  const rest = connections.length - most;
  return (
    <section className={css.section} aria-label={sectionTitles[section]}>
      <label className={classNames(css.choice, css.whole)}>
        <input
          type="checkbox"
          checked={isAll}
          disabled={keys.length === 0}
          ref={(box) => {
            if (box !== null) box.indeterminate = count > 0 && !isAll;
          }}
          onChange={(event) => onChoose(keys, event.currentTarget.checked)}
        />
        <span>{sectionTitles[section]}</span>
        <small>{String(count)} of {String(connections.length)} chosen</small>
      </label>
      <div className={table.frame}>
        <table className={table.table} role="table">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" className={css.name}>Connection</th>
              <th role="columnheader">Speaks</th>
              <th role="columnheader">Trusts</th>
              <th role="columnheader">Signs in</th>
              <th role="columnheader">Targets</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {connections.slice(0, most).map((connection) => {
              const key = keyOf(connection);
              return <Row key={key} connection={connection} isChosen={chosen.has(key)} onChoose={choose} />;
            })}
          </tbody>
        </table>
      </div>
      {rest > 0 && (
        <div>
          <Button size="small" onPress={() => setMost(most + rowsAtFirst)}>Show {String(Math.min(rest, rowsAtFirst))} more of {String(rest)}</Button>
        </div>
      )}
    </section>
  );
}

/** All connections by section: what each uses now, and which of them are meant. */
export function ConnectionsTable({ connections, chosen, onChange }: Props) {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  const shown = useMemo(() => connections.filter((each) => matchesText(each, wanted)), [connections, wanted]);
  const choosable = shown.filter(({ canSwitch }) => canSwitch);
  const choose = useCallback((keys: readonly string[], isChosen: boolean) => onChange(changed(chosen, keys, isChosen)), [chosen, onChange]);
  const chooseOver = (scheme: string): void => choose(choosable.filter((each) => each.scheme === scheme).map(keyOf), true);
  return (
    <section className={css.connections} aria-labelledby="which-connections">
      <h2 id="which-connections">Which connections</h2>
      <div className={css.tools}>
        <TextField label="Show only those with" type="search" value={text} onChange={setText} placeholder="a name, a target, a file, a user" />
        <div className={css.buttons} role="group" aria-label="Choose among those shown">
          <Button size="small" onPress={() => choose(choosable.map(keyOf), true)} isDisabled={choosable.length === 0}>All shown</Button>
          <Button size="small" onPress={() => chooseOver('http')}>All over http</Button>
          <Button size="small" onPress={() => chooseOver('https')}>All over https</Button>
          <Button size="small" onPress={() => onChange(new Set())} isDisabled={chosen.size === 0}>None</Button>
        </div>
      </div>
      <p role="status" className={css.count}>
        {String(chosen.size)} of {String(connections.length)} chosen{shown.length < connections.length ? `, ${String(shown.length)} shown` : ''}.
      </p>
      {shown.length === 0 && <p>No connection has that.</p>}
      {sectionOrder.map((section) => {
        const present = shown.filter((each) => each.section === section);
        return present.length === 0 ? null : <Section key={section} section={section} connections={present} chosen={chosen} onChoose={choose} />;
      })}
    </section>
  );
}
