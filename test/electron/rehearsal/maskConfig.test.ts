import { describe, expect, it } from 'vitest';
import { maskConfig } from '../../../electron/rehearsal/maskConfig.ts';

describe('maskConfig', () => {
  it('shows every secret as Prometheus does', () => {
    const masked = maskConfig(
      'scrape_configs:\n  - job_name: a\n    basic_auth:\n      username: alice\n      password: |\n        geheim\n    authorization: { credentials: geheim }\n    tls_config:\n      key: geheim\n',
    );
    expect(masked).not.toContain('geheim');
    expect(masked.match(/<secret>/g)).toHaveLength(3);
    expect(masked).toContain('username: alice');
  });
});
