import { describe, expect, it } from 'vitest';
import { chooseFace, type FaceFacts } from '../../../electron/cli/chooseFace.ts';

const electron = '/opt/electron';
const cases: readonly (readonly [name: string, facts: FaceFacts, kind: 'window' | 'browser'])[] = [
  ['Linux with X11', { platform: 'linux', environment: { DISPLAY: ':0' }, electron }, 'window'],
  ['Linux with Wayland', { platform: 'linux', environment: { WAYLAND_DISPLAY: 'wayland-0' }, electron }, 'window'],
  ['Linux with an empty DISPLAY', { platform: 'linux', environment: { DISPLAY: '' }, electron }, 'browser'],
  ['Linux over SSH', { platform: 'linux', environment: {}, electron }, 'browser'],
  ['Linux without Electron', { platform: 'linux', environment: { DISPLAY: ':0' }, electron: null }, 'browser'],
  ['macOS', { platform: 'darwin', environment: {}, electron }, 'window'],
  ['Windows', { platform: 'win32', environment: {}, electron }, 'window'],
  ['macOS without Electron', { platform: 'darwin', environment: {}, electron: null }, 'browser'],
];

describe('chooseFace', () => {
  it.each(cases)('on %s', (_name, facts, kind) => {
    expect(chooseFace(facts).kind).toBe(kind);
  });
});
