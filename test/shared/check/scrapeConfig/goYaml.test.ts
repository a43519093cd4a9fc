import { describe, expect, it } from 'vitest';
import { checkScrapeConfig } from '../../../../shared/check/scrapeConfig/checkScrapeConfig.ts';
import { closesAll } from '../../../../shared/check/scrapeConfig/goYaml.ts';

const told = (text: string): string[] => checkScrapeConfig({ path: 'p', text }, { version: null }).map(({ code, severity, line }) => `${severity} ${code} ${line ?? ''}`);

describe('what go-yaml refuses', () => {
  it.each([
    ['scrape_configs:\n\t# comment\n- job_name: a\n', 'broken YAML_TAB 2'],
    ['scrape_configs:\n- job_name: a\n  \t\n  scheme: https\n', 'broken YAML_TAB 3'],
    ['%YAML 1.2\n---\nscrape_configs: []\n', 'broken YAML_SYNTAX 1'],
    ['scrape_configs:\n- job_name: "a\\/b"\n', 'broken YAML_SYNTAX 2'],
  ])('%j', (text, finding) => {
    expect(told(text)).toEqual([finding]);
  });
});

describe('what go-yaml takes', () => {
  it.each([
    'scrape_configs:\t\n- job_name:\ta\n',
    'scrape_configs: [\t{job_name: a}\t]\n',
    'scrape_configs:\n- job_name: |\n    a\n    \tb\n',
    '%YAML 1.1\n---\nscrape_configs: []\n',
    "scrape_configs:\n- job_name: 'a\\/b'\n",
    'scrape_configs:\n- job_name: "a\\\\/b"\n',
    'scrape_configs:\n- job_name: a\n  follow_redirects: !!bool "true"\n',
  ])('%j', (text) => {
    expect(told(text)).toEqual([]);
  });

  it('is advice at most where only our reader does not take it', () => {
    expect(told('scrape_configs: [\n{job_name: a}\n]\n')).toEqual(['advice YAML_UNCLOSED 2']);
    expect(told('scrape_configs:\n- job_name: "a\n\tb"\n')).toEqual(['advice YAML_UNCLOSED 2']);
    expect(told('scrape_configs: [\n{job_name: a}\n')).toEqual(['broken YAML_UNCLOSED 2']);
  });
});

describe('closesAll', () => {
  it.each(["a: [b, {c: ']'}]", 'a: "\\"]"', "a: 'it''s'", "a: it's # [", '', 'a: [b#c]'])('%s does', (text) => {
    expect(closesAll(text)).toBe(true);
  });

  it.each(['a: [', 'a: ]', 'a: [}', 'a: "x', "a: 'it''s", 'a: {b: [}]'])('%s does not', (text) => {
    expect(closesAll(text)).toBe(false);
  });
});
