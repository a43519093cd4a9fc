import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { CodeBlock } from '../../components/CodeBlock.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Spinner } from '../../components/Spinner.tsx';
import { useWizard } from '../../wizard/wizardContext.ts';
import css from '../steps.module.css';

const named = 'tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n';

/** The way of a certificate that is there already: it is named in web.yml by hand, and kept. */
export function OwnCertificate() {
  const { answers, change, facts, state } = useWizard();
  const [asked, setAsked] = useState(false);
  const isLooking = asked && state.plannedFor !== answers;
  const used = facts?.certificate ?? null;
  const path = facts?.webConfig.path ?? 'web.yml';
  const look = (): void => {
    setAsked(true);
    // The same answers anew, so that the machine is looked at once more.
    change({});
  };
  const found = used === null ? `${path} names no certificate yet.` : `${path} names ${used.certPath}. Choose The one in web.yml above to keep it.`;
  return (
    <Disclosure title="You have a certificate of a CA already">
      <div className={css.stack}>
        <p className={css.note}>
          Name its files in {path} and look again: then it can be kept. In cert_file the server's own certificate comes first, those of intermediate CAs
          after it; relative names start from the folder of web.yml.
        </p>
        <CodeBlock title={path} language="yaml" code={named} />
        <div className={css.row}>
          <Button size="small" onPress={look}>Look again</Button>
          <span role="status">{isLooking ? <Spinner label="Looking at web.yml" /> : asked && found}</span>
        </div>
      </div>
    </Disclosure>
  );
}
