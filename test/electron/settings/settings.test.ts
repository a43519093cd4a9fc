import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSettings, saveSettings } from '../../../electron/settings/settings.ts';
import { settingsFolder } from '../../../electron/settings/settingsFolder.ts';
import { articleAnswers } from '../../support/planFixtures.ts';
import { tempTree } from '../../support/tempTree.ts';

describe('settings', () => {
  it('come back as they were saved, in a file for their owner alone', () => {
    const folder = join(tempTree(), 'promseal');
    const settings = { ...loadSettings(folder), theme: 'dark' as const, draft: { answers: articleAnswers(), step: 'users' } };
    saveSettings(folder, settings);
    expect(loadSettings(folder)).toEqual(settings);
    expect(statSync(join(folder, 'settings.json')).mode & 0o777).toBe(0o600);
  });

  it.each(['', '{', '[]', '{"theme":"pink"}', '{"recentFolders":"x"}'])('are the defaults where the file holds %j', (text) => {
    const folder = tempTree();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'settings.json'), text);
    expect(loadSettings(folder)).toMatchObject({ theme: 'system', draft: null, releaseHost: 'https://github.com' });
  });

  it('hold no password of a draft, because answers have no place for one', () => {
    const folder = tempTree();
    saveSettings(folder, { ...loadSettings(folder), draft: { answers: articleAnswers(), step: 'users' } });
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).not.toMatch(/"password":"(?!file|inline)/);
  });
});

describe.runIf(process.platform === 'linux')('settingsFolder', () => {
  it('follows XDG_CONFIG_HOME where that is absolute', () => {
    expect(settingsFolder({ XDG_CONFIG_HOME: '/x/config' })).toBe('/x/config/promseal');
    expect(settingsFolder({ XDG_CONFIG_HOME: 'relative' })).toBe(join(homedir(), '.config/promseal'));
    expect(settingsFolder({})).toBe(join(homedir(), '.config/promseal'));
  });
});
