/** The shape of one `{"type":"check"}` object, strictly: a key more or less is a change of what scripts read. */
import { z } from 'zod';
import { Fix } from '../../shared/errors/failure.ts';
import { CheckedFile, CheckedServer, CheckReport } from '../../shared/model/checkReport.ts';
import { ClientFamily, Evidence, FindingSeverity } from '../../shared/model/finding.ts';

const place = { path: z.string().nullable(), line: z.number().int().nullable(), column: z.number().int().nullable() };
const said = { code: z.string(), message: z.string(), hint: z.string().nullable(), fix: Fix.nullable(), field: z.string().nullable() };

const JsonFinding = z.strictObject({
  ...said,
  ...place,
  id: z.string(),
  severity: FindingSeverity,
  evidence: z.array(Evidence),
  clients: z.array(ClientFamily),
  documentation: z.string().nullable(),
  holdsFor: z.string().nullable(),
  raw: z.string().nullable(),
  repair: z.string().nullable(),
});

export const JsonCheck = z.strictObject({
  type: z.literal('check'),
  sound: z.boolean(),
  findings: z.array(JsonFinding),
  problems: z.array(z.strictObject({ ...said, ...place, severity: z.enum(['error', 'warning', 'advice']) })),
  files: z.array(z.strictObject(CheckedFile.shape)),
  servers: z.array(z.strictObject(CheckedServer.shape)),
  promtool: CheckReport.shape.promtool,
  lines: CheckReport.shape.lines,
});
