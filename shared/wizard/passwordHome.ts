/** Where the password of a user stands, or will stand, beside its hash in web.yml: told before it is typed and after. */
import type { Answers } from '../model/answers.ts';
import type { HostFacts } from '../model/hostFacts.ts';
import type { Plan } from '../model/plan.ts';
import { materialRefs } from '../plan/materialRefs.ts';
import { passwordFile } from '../plan/passwordFile.ts';
import { folderOf, inFolder } from '../plan/paths.ts';
import { findSelfJobs } from '../plan/selfTarget.ts';

export type PasswordHome =
  /** A file that holds nothing else. */
  | { kind: 'file'; path: string; mode: number | null }
  /** Among the other lines of prometheus.yml. */
  | { kind: 'config'; path: string }
  /** Only as a hash. */
  | { kind: 'nowhere' };

/** Where this plan writes the password of a user. */
export function plannedHome(user: string, { actions }: Plan): PasswordHome {
  const writing = actions.filter((action) => materialRefs(action).includes(`password:${user}`));
  for (const action of writing) {
    if (action.kind === 'file.write') return { kind: 'file', path: action.path, mode: action.mode };
    if (action.kind === 'yaml.edit') return { kind: 'config', path: action.path };
  }
  return { kind: 'nowhere' };
}

/** Where the password of a user of web.yml stands now, as far as the scrape of itself and the setup's own files tell. */
export function presentHome(user: string, answers: Answers, facts: HostFacts): PasswordHome {
  const signIn = findSelfJobs(answers, facts).own.find(({ basicAuth }) => basicAuth?.username === user)?.basicAuth ?? null;
  const config = facts.scrapeConfig.path;
  if (signIn?.passwordSource === 'inline') return { kind: 'config', path: config };
  if (signIn?.passwordFile != null) return { kind: 'file', path: inFolder(folderOf(config), signIn.passwordFile), mode: null };
  const own = passwordFile(facts.folder.path, user);
  const state = facts.files[own];
  return state?.kind === 'file' ? { kind: 'file', path: own, mode: state.mode } : { kind: 'nowhere' };
}

const limits = '1 to 72 bytes.';
const octal = (mode: number | null): string => (mode === null ? '' : ` (mode ${mode.toString(8).padStart(4, '0')})`);

/** Said under the field of a new password. @param home null before the machine was looked at */
export function newPasswordWords(home: PasswordHome | null, isGenerated: boolean): string {
  switch (home?.kind) {
    case undefined:
      return limits;
    case 'file': {
      const kept = `${home.path}${octal(home.mode)}`;
      return isGenerated
        ? `Apply writes it to ${kept}, where Prometheus finds it to scrape itself. Copy it now for whoever else signs in with it.`
        : `${limits} web.yml gets its bcrypt hash; the password itself goes to ${kept}, where Prometheus finds it to scrape itself.`;
    }
    case 'config':
      return isGenerated
        ? `Apply writes it into ${home.path}, where Prometheus finds it to scrape itself. Copy it now for whoever else signs in with it.`
        : `${limits} web.yml gets its bcrypt hash; the password itself goes into ${home.path}, where Prometheus finds it to scrape itself.`;
    case 'nowhere':
      return isGenerated
        ? 'Copy it now for whoever signs in with it: PromSeal keeps only its hash, in web.yml, and cannot show it again.'
        : `${limits} Only its bcrypt hash is kept, in web.yml, so nobody can look it up later.`;
  }
}

/** Said of a user whose password stays. */
export function keptPasswordWords(home: PasswordHome | null): string {
  switch (home?.kind) {
    case undefined:
      return '';
    case 'file':
      return `It stands in ${home.path}.`;
    case 'config':
      return `It stands in ${home.path}, among the other lines.`;
    case 'nowhere':
      return 'Only its hash is kept, so it cannot be looked up.';
  }
}
