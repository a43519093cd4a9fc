import { expect, it } from 'vitest';
import { catalogue } from '../../../shared/errors/catalogue.ts';
import { goYamlWords } from '../../../shared/yaml/goYamlWords.ts';

it('knows the words of codes that there are, and none of others', () => {
  const told = Object.keys(catalogue).filter((code) => goYamlWords(code) !== 'yaml:');
  expect(told.length).toBeGreaterThan(8);
  expect(told).toContain('YAML_COLON_MISSING');
  expect(goYamlWords('YAML_TOO_LARGE')).toBe('yaml:');
});
