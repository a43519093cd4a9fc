import { parseName } from '../../shared/pki/subjectAltName.ts';
import { problemOfField } from '../../shared/wizard/stepProblems.ts';
import { useApp } from '../app/appContext.ts';
import { ChipInput } from '../components/ChipInput.tsx';
import { Notice } from '../components/Notice.tsx';
import { StepFrame } from '../wizard/StepFrame.tsx';
import { useWizard } from '../wizard/wizardContext.ts';

/** Names: what clients use to reach the server. Each is judged at once, before anything is signed. */
export default function NamesStep() {
  const { answers, change, problems, state } = useWizard();
  const { discovery } = useApp();
  const { names, certificate } = answers;
  const items = names.map((text, index) => {
    const parsed = parseName(text);
    const problem = problemOfField(`names.${String(index)}`, problems) ?? (parsed.ok ? null : parsed.problem);
    return { text: parsed.ok ? parsed.name.shown : text, ...(parsed.ok ? { tag: parsed.name.kind === 'ip' ? 'IP' : 'DNS' } : {}), problem };
  });
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
        onAdd={(texts) => change({ names: [...names, ...texts.filter((text) => !names.includes(text))] })}
        onRemove={(index) => change({ names: names.filter((_, at) => at !== index) })}
        suggestions={(discovery?.names ?? []).filter((name) => !names.includes(name))}
        problem={state.insist || missing?.severity !== 'error' ? missing : null}
        placeholder="prometheus.example.com"
        hint="Found on this machine: remove what nobody uses, add what is missing. A leading *. stands for one label."
      />
      {certificate.source !== 'self_signed' && (
        <Notice tone="info">
          These names go into a certificate that PromSeal makes. With {certificate.source === 'keep' ? 'the certificate you keep' : 'no certificate'} they
          only tell which scrape targets are this server.
        </Notice>
      )}
    </StepFrame>
  );
}
