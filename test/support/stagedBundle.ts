/** A bundle staged by an account without rights on a machine of its own, and what is seen of it there. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { BundleMachine } from './bundleMachine.ts';

export const nobody = 65_534;

/** The article's change, for the package's own folder. */
export const machineAnswers = (folder = '/etc/prometheus'): string => `version: 1
folder: ${JSON.stringify(folder)}
server: { kind: service, unit: prometheus.service }
web_config_file: /etc/prometheus/web.yml
names: [localhost]
certificate: { source: self_signed }
users: [{ name: admin, generate: true }]
`;

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Stages the article's change as nobody. @returns the folder of the bundle */
export function stage(machine: BundleMachine, text = machineAnswers()): string {
  writeFileSync(join(machine.base, 'answers.yml'), text);
  const out = join(machine.base, 'home', `bundle-${String(readdirSync(join(machine.base, 'home')).length)}`);
  const staged = machine.promseal(['bundle', join(machine.base, 'answers.yml'), '--out', out], nobody);
  expect({ status: staged.status, stderr: staged.status === 0 ? '' : staged.stderr }).toEqual({ status: 0, stderr: '' });
  expect(staged.stdout).toContain(`sudo sh ${out}/install.sh`);
  return out;
}

export const install = (machine: BundleMachine, bundle: string, option = '', shell = 'dash'): Ended => machine.root(`${shell} ${bundle}/install.sh ${option}`);

/** Every file that the change may touch with its mode, owner and hash, and the command line that the unit would start. */
export const picture = ({ root }: BundleMachine): string =>
  root(`find /etc/prometheus /etc/systemd/system /var/lib/prometheus -name metrics2 -prune -o -printf '%p %y %m %u:%g ' -type f -exec sha256sum {} \\; -o -printf '\\n' | sort`).stdout;

export const answersClear = ({ root, port }: BundleMachine): string => root(`curl -s -o /dev/null -w '%{http_code}' --retry 20 --retry-connrefused --retry-delay 1 http://127.0.0.1:${String(port)}/metrics`).stdout;
