import type { Answers } from '../../../shared/model/answers.ts';
import { folderOf, inFolder } from '../../../shared/plan/paths.ts';
import { findSelfJobs } from '../../../shared/plan/selfTarget.ts';
import { problemOfField } from '../../../shared/wizard/stepProblems.ts';
import { useApp } from '../../app/appContext.ts';
import { Notice } from '../../components/Notice.tsx';
import { PathField } from '../../components/PathField.tsx';
import { useWizard } from '../../wizard/wizardContext.ts';

type Kept = Extract<Answers['certificate'], { source: 'keep' }>;

/** What is asked of a certificate that is kept: which authority signed it, where it did not sign itself. */
export function KeptCertificate({ certificate }: { certificate: Kept }) {
  const { answers, change, facts, problems } = useWizard();
  const { list } = useApp();
  if (facts?.certificate == null) return null;
  const { certPath, summary } = facts.certificate;
  if (summary?.selfSigned === true) {
    return <Notice tone="info">It signed itself, so {certPath} is also what clients are given to trust.</Notice>;
  }
  const trusted = findSelfJobs(answers, facts).own.find(({ caFile }) => caFile !== null)?.caFile ?? null;
  const otherwise = trusted === null ? 'the authorities that this machine trusts count' : `${inFolder(folderOf(facts.scrapeConfig.path), trusted)} counts, which the scrape of itself trusts`;
  const set = (path: string): void => change({ certificate: path === '' ? { source: 'keep' } : { ...certificate, ca_file: path } });
  return (
    <PathField
      label="Authority that signed it"
      value={certificate.ca_file ?? ''}
      onChange={set}
      kind="file"
      list={list}
      placeholder="/etc/ssl/our-ca.crt"
      hint={`PEM file of the CA that clients are given to trust: certificate.ca_file in an answers file. Left empty, ${otherwise}.`}
      problem={problemOfField('certificate.ca_file', problems)}
    />
  );
}
