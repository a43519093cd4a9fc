import type { StagedBundle } from '../../shared/contract/contract.ts';
import { CodeBlock } from '../components/CodeBlock.tsx';
import { CopyButton } from '../components/CopyButton.tsx';
import { formatMode } from '../components/format.ts';
import { Notice } from '../components/Notice.tsx';
import { StepFrame } from '../wizard/StepFrame.tsx';
import type { PlannedBundle } from '../wizard/useBundle.ts';
import { useWizard } from '../wizard/wizardContext.ts';
import css from './steps.module.css';

const aboutServer: Readonly<Record<PlannedBundle['process']['kind'], string>> = {
  none: 'It proves the result with curl, where the server runs.',
  restart: 'It restarts the unit, and proves the result with curl.',
  reload: 'It has Prometheus read prometheus.yml again, reads back whether that was accepted, and proves the result with curl.',
  hands: 'It prints the commands for the server. Once you have run them, --prove proves the result with curl.',
};

/** What the script does, in order. */
const deedsOf = ({ process }: PlannedBundle): string[] => [
  'It refuses, and changes nothing, when a file is not as it was when this was staged.',
  'It copies the old files to /var/lib/promseal, for root alone.',
  'It writes the new files, and promtool reads them as the account of the server before they count.',
  aboutServer[process.kind],
  'When a step fails, files and server go back as they were.',
];

function Files({ files }: Pick<StagedBundle, 'files'>) {
  return (
    <section className={css.section}>
      <h2>What it writes</h2>
      <dl className={css.facts}>
        {files.map(({ path, mode, owner, group }) => [
          <dt key={path}>{formatMode(mode)} {owner}:{group}</dt>,
          <dd key={`${path} path`}><code>{path}</code></dd>,
        ])}
      </dl>
    </section>
  );
}

/** The bundle is written: where it is, the commands for root, and what they do. */
export function BundleReady({ staged, planned }: { staged: StagedBundle; planned: PlannedBundle }) {
  const { leave, repairing } = useWizard();
  const { folder, dryRun, install, undo, files } = staged;
  return (
    <StepFrame
      title="Ready for root"
      lead="Nothing on this machine has changed yet. Run these in a terminal, with an account that may use sudo."
      primary={repairing === null ? { label: 'Start screen', onPress: leave } : { label: 'Check again', onPress: repairing.onCheckAgain }}
    >
      <Notice tone="good" title="The bundle is written">
        <div className={css.row}>
          <code className={css.name}>{folder}</code>
          <CopyButton text={folder} what="the path of the folder" isCompact />
        </div>
      </Notice>
      <CodeBlock title="1. See what it would do" language="shell" code={dryRun} />
      <CodeBlock title="2. Install it" language="shell" code={install} />
      {planned.process.kind === 'hands' && (
        <>
          <Notice tone="warn" title="The server is left to you">
            No unit of systemd is known to run it. The script prints the commands for it; run them, then the third one here.
          </Notice>
          <CodeBlock title="3. Prove it" language="shell" code={`${install} --prove`} />
        </>
      )}
      <section className={css.section}>
        <h2>What it does</h2>
        <ol className={css.actions}>
          {deedsOf(planned).map((deed) => <li key={deed}><div>{deed}</div></li>)}
        </ol>
      </section>
      <Files files={files} />
      <CodeBlock title="To take it back later" language="shell" code={undo} />
      <Notice tone="info" title="Delete the folder once it is installed">
        It holds keys and passwords, readable by you alone. What is needed to take the change back stays with root.
      </Notice>
    </StepFrame>
  );
}
