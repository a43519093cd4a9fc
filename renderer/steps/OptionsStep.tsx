import type { Answers } from '../../shared/model/answers.ts';
import { problemOfField } from '../../shared/wizard/stepProblems.ts';
import { Notice } from '../components/Notice.tsx';
import { RadioCards } from '../components/RadioCards.tsx';
import { Switch } from '../components/Switch.tsx';
import { TextField } from '../components/TextField.tsx';
import { StepFrame } from '../wizard/StepFrame.tsx';
import { useWizard } from '../wizard/wizardContext.ts';
import css from './steps.module.css';

type Options = Answers['options'];

/** Options: the two APIs that can do damage, and what stands in front of Prometheus. All may stay as they are. */
export default function OptionsStep() {
  const { answers, change, problems } = useWizard();
  const { options, users } = answers;
  const set = (part: Partial<Options>): void => change({ options: { ...options, ...part } });
  const setUrl = (url: string): void => {
    const { external_url: _, ...rest } = options;
    change({ options: url === '' ? rest : { ...rest, external_url: url } });
  };
  const guarded = users.some((user) => user.remove !== true);
  return (
    <StepFrame title="Options" lead="Off is right for most: a signal reloads Prometheus just as well, and snapshots are rarely needed." shownFields={['options.external_url']}>
      <fieldset className={css.group}>
        <legend>APIs that change things</legend>
        <div className={css.stack}>
          <Switch label="Lifecycle API" isSelected={options.lifecycle} onChange={(lifecycle) => set({ lifecycle })}>
            Opens POST /-/reload and /-/quit. {guarded ? 'Both ask for a password, which the proof shows.' : 'Without users, everybody who reaches the port can end Prometheus.'}
          </Switch>
          <Switch label="Admin API" isSelected={options.admin_api} onChange={(admin_api) => set({ admin_api })}>
            Lets a caller delete series and take snapshots. {guarded ? 'It asks for a password, which the proof shows.' : 'Without users, everybody who reaches the port can.'}
          </Switch>
        </div>
        {(options.lifecycle || options.admin_api) && <p className={css.note}>A change of these needs a restart.</p>}
      </fieldset>
      <RadioCards<Options['proxy']>
        label="In front of Prometheus"
        value={options.proxy}
        onChange={(proxy) => set({ proxy })}
        options={[
          { id: 'none', title: 'Nothing', text: 'Clients connect to Prometheus itself, which has its own TLS and passwords.' },
          { id: 'nginx', title: 'A reverse proxy', text: 'For public certificates, single sign-on or throttling. The way from the proxy to Prometheus is sealed too: nginx for it is on the last step.' },
        ]}
      />
      <TextField
        label="External URL"
        value={options.external_url ?? ''}
        onChange={setUrl}
        type="url"
        mono
        placeholder="https://prometheus.example.com/"
        hint="Where people reach Prometheus; links in alerts are made of it. Left empty for a server PromSeal starts, its own address with https."
        problem={problemOfField('options.external_url', problems)}
      />
      {options.proxy === 'nginx' && options.external_url === undefined && (
        <Notice tone="info">Behind a proxy, give the proxy's address as the external URL, or links in alerts lead past it.</Notice>
      )}
    </StepFrame>
  );
}
