import type { Problem } from '../../shared/errors/failure.ts';
import { parseName } from '../../shared/pki/subjectAltName.ts';
import { splitListen } from '../../shared/prometheus/flags.ts';
import { problemOfField } from '../../shared/wizard/stepProblems.ts';
import { isUnreached, listenOf, unreachedNames } from '../../shared/wizard/unreachedNames.ts';
import { useApp } from '../app/appContext.ts';
import { Button } from '../components/Button.tsx';
import type { ChipItem } from '../components/Chip.tsx';
import { ChipInput } from '../components/ChipInput.tsx';
import { Notice } from '../components/Notice.tsx';
import { StepFrame } from '../wizard/StepFrame.tsx';
import { useWizard } from '../wizard/wizardContext.ts';

const note = 'not reached';

/** A name as it is shown; nothing of it depends on the other names. */
function readName(text: string, listen: string | null): ChipItem {
  const parsed = parseName(text);
  if (!parsed.ok) return { text, problem: parsed.problem };
  const { kind, shown } = parsed.name;
  return { text: shown, tag: kind === 'ip' ? 'IP' : 'DNS', ...(listen !== null && isUnreached(text, listen) && { note }) };
}

/** Names beside the listen address: right for a proxy or for later, a surprise for everybody else. */
function Unreached({ count, listen }: { count: number; listen: string }) {
  const { answers, go } = useWizard();
  const isOurs = ['binary', 'download', 'rehearsal'].includes(answers.server.kind);
  const host = splitListen(listen)?.host ?? listen;
  return (
    <Notice
      tone="info"
      title={`This server listens on ${host} only`}
      actions={isOurs && <Button size="small" onPress={() => go('server')}>Change where it listens</Button>}
    >
      <span>
        {count === 1 ? 'The name marked' : `The ${String(count)} names marked`} <em>{note}</em> {count === 1 ? 'leads' : 'lead'} here only through a proxy on this
        machine, or once it listens on more than {host}. They do no harm in the certificate: keep them for that, or remove them.
      </span>
    </Notice>
  );
}

/** Names: what clients use to reach the server. Each is judged at once, before anything is signed. */
export default function NamesStep() {
  const { answers, change, problems, facts, state } = useWizard();
  const { discovery } = useApp();
  const { names, certificate } = answers;
  const direct = answers.options.proxy === 'none' ? listenOf(answers, facts) : null;
  const read = (text: string): ChipItem => readName(text, direct);
  const problemOf = (index: number): Problem | null => problemOfField(`names.${String(index)}`, problems);
  const items = names.map((text, index) => {
    const item = read(text);
    return { ...item, problem: problemOf(index) ?? item.problem };
  });
  const unreached = unreachedNames(answers, facts).length;
  const missing = problemOfField('names', problems);
  const shown = ['names', ...names.map((_, index) => `names.${String(index)}`)];
  return (
    <StepFrame
      title="Names"
      lead="Every name and address that a client types, or that stands in a scrape target. Prometheus refuses a certificate that lacks the name it connects to, even where curl accepts it."
      shownFields={shown}
    >
      <ChipInput
        label="Names and addresses"
        items={items}
        read={read}
        onAdd={(texts) => change({ names: [...names, ...texts] })}
        onRemove={(index) => change({ names: names.filter((_, at) => at !== index) })}
        suggestions={discovery?.names ?? []}
        problem={state.insist || missing?.severity !== 'error' ? missing : null}
        placeholder="prometheus.example.com"
        hint="Found on this machine: remove what nobody uses, add what is missing. A leading *. stands for one label."
      />
      {direct !== null && unreached > 0 && <Unreached count={unreached} listen={direct} />}
      {certificate.source !== 'self_signed' && (
        <Notice tone="info">
          These names go into a certificate that PromSeal makes. With {certificate.source === 'keep' ? 'the certificate you keep' : 'no certificate'} they
          only tell which scrape targets are this server.
        </Notice>
      )}
    </StepFrame>
  );
}
