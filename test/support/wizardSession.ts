/** A test's own PromSeal, browser and page, and what a client that PromSeal knows nothing of sees of the server. */
import { readFileSync } from 'node:fs';
import { request as requestClear } from 'node:http';
import { request as requestSealed } from 'node:https';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from './realPrometheus.ts';
import { launchChromium, openWizardPage, type WizardPage } from './wizardPage.ts';
import { startWizardProgram, type WizardProgram } from './wizardProgram.ts';

export interface WizardSession extends WizardPage {
  readonly program: WizardProgram;
  /** The working folder, and where the server listens. */
  readonly folder: string;
  readonly port: number;
  readonly listen: string;
}

/** Starts everything and opens the start screen; all of it ends with the test that asks. */
export async function openWizard(options: { look?: 'light' | 'dark'; width?: number; height?: number; env?: Record<string, string>; uid?: number } = {}): Promise<WizardSession> {
  const { env, uid } = options;
  const program = await startWizardProgram({ ...(env !== undefined && { env }), ...(uid !== undefined && { uid }) });
  onTestFinished(() => program.remove());
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const page = await openWizardPage(browser, options);
  await page.start(program.link);
  const port = await freePort();
  return { ...page, program, folder: program.folder, port, listen: `127.0.0.1:${String(port)}` };
}

/** The shortest way to a proven setup: the rehearsal with one user. */
export async function sealRehearsal(wizard: WizardSession, password: string): Promise<void> {
  await wizard.begin();
  await wizard.useRehearsal(wizard.folder, wizard.listen);
  await wizard.nextTo('Users');
  await wizard.setPassword('prometheus', password);
  await wizard.nextTo('Review');
  await wizard.applyAndWait();
}

/** Asks for /metrics over TLS, trusting nothing but the certificate in the folder.
 *  @returns the status, or the code of the error */
export async function askSealed(port: number, folder: string, signIn?: string): Promise<number | string> {
  const ca = readFileSync(join(folder, 'prometheus.crt'));
  return await new Promise((resolve) => {
    const request = requestSealed({ host: 'localhost', port, path: '/metrics', ca, agent: false, ...(signIn === undefined ? {} : { auth: signIn }) }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    request.end();
  });
}

/** The same without TLS. */
export async function askClear(port: number, signIn?: string): Promise<number | string> {
  return await new Promise((resolve) => {
    const request = requestClear({ host: '127.0.0.1', port, path: '/metrics', agent: false, ...(signIn === undefined ? {} : { auth: signIn }) }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    request.end();
  });
}
