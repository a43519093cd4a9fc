import { describe, expect, it } from 'vitest';
import { opensslCommand } from '../../../shared/doctor/opensslCommand.ts';
import { certificateProfile, type SelfSignedAnswer } from '../../../shared/pki/certificateProfile.ts';

const article: SelfSignedAnswer = {
  source: 'self_signed',
  subject: { country: 'BE', state: 'Antwerp', locality: 'Brasschaat', organization: 'Inuits', common_name: 'localhost' },
  key: 'rsa2048',
  days: 365,
};
const files = { certFile: 'prometheus.crt', keyFile: 'prometheus.key' };

describe('opensslCommand', () => {
  it('is the command of the article with a sound profile', () => {
    expect(opensslCommand(certificateProfile(article, ['localhost', '::1', '*.example.org', '10.0.0.1']), files)).toBe(`openssl req -x509 -new -newkey rsa:2048 -sha256 -nodes -days 365 \\
  -utf8 -subj '/C=BE/ST=Antwerp/L=Brasschaat/O=Inuits/CN=localhost' \\
  -keyout prometheus.key -out prometheus.crt \\
  -config /dev/stdin <<'END'
[req]
distinguished_name = subject
x509_extensions = server
[subject]
[server]
basicConstraints = critical,CA:FALSE
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
keyUsage = critical,digitalSignature,keyEncipherment
extendedKeyUsage = serverAuth
subjectAltName = @names
[names]
DNS.1 = localhost
IP.1 = ::1
DNS.2 = *.example.org
IP.2 = 10.0.0.1
END`);
  });

  it('escapes what openssl and the shell give a meaning to', () => {
    const profile = certificateProfile({ ...article, key: 'p256', subject: { organization: "a/b+c\\d'e", common_name: 'x' } }, ['x']);
    const text = opensslCommand(profile, { certFile: '-o.crt', keyFile: 'my key' });
    expect(text).toContain(`-subj '/O=a\\/b\\+c\\\\d'\\''e/CN=x'`);
    expect(text).toContain(`-keyout 'my key' -out ./-o.crt`);
    expect(text).toContain('-newkey ec -pkeyopt ec_paramgen_curve:P-256');
  });
});
