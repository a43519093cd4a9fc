/** The structure of a web.yml, without any of its secrets. */
import { z } from '../zod.ts';
import { Problem } from '../errors/failure.ts';

export const WebConfigFacts = z.object({
  /** null: no tls_server_config. Paths as written, not resolved. */
  tls: z
    .object({
      certFile: z.string().nullable(),
      keyFile: z.string().nullable(),
      clientCaFile: z.string().nullable(),
      clientAuthType: z.string().nullable(),
      minVersion: z.string().nullable(),
      /** cert, key or client_ca given inline. */
      inline: z.boolean(),
      /** Whether the toolkit turns TLS on for it (at least one of cert, key, client CA, client_auth_type). */
      enables: z.boolean(),
    })
    .nullable(),
  users: z.array(z.object({ name: z.string(), hashKind: z.enum(['bcrypt', 'other']), cost: z.number().int().nullable() })),
  topLevelKeys: z.array(z.string()),
  /** Why it cannot be used or edited by PromSeal; empty when it can. */
  problems: z.array(Problem),
});
export type WebConfigFacts = z.infer<typeof WebConfigFacts>;
