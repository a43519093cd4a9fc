/** Edits of a YAML file as data: what to set or remove, never the file's text (its secrets would travel with it). */
import { z } from '../zod.ts';

/** A secret or a thing that is only known when applying. Named, never contained. */
export const MaterialRef = z.string().regex(/^(certificate|key|hash|password)(:.*)?$/s);
export type MaterialRef = z.infer<typeof MaterialRef>;

/** A step into the document: a key, an index, or the list item whose `where` equals `is`. */
export const PathStep = z.union([z.string(), z.number().int(), z.object({ where: z.string(), is: z.string() })]);
export type PathStep = z.infer<typeof PathStep>;

export type EditValue =
  | { kind: 'scalar'; value: string | number | boolean }
  | { kind: 'material'; ref: MaterialRef }
  | { kind: 'map'; entries: [string, EditValue][] }
  | { kind: 'list'; items: EditValue[] };
export const EditValue: z.ZodType<EditValue> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('scalar'), value: z.union([z.string(), z.number(), z.boolean()]) }),
    z.object({ kind: z.literal('material'), ref: MaterialRef }),
    z.object({ kind: z.literal('map'), entries: z.array(z.tuple([z.string(), EditValue])) }),
    z.object({ kind: z.literal('list'), items: z.array(EditValue) }),
  ]),
);

/**
 * `set` makes the value at the path this one, creating the maps on the way; `append` adds an item to the list at
 * the path; `remove` takes the key or item away; `scheme` changes the beginning of the URL at the path, whose rest may
 * be a secret. Doing an edit twice changes nothing the second time.
 */
export const Edit = z.discriminatedUnion('op', [
  z.object({ op: z.literal('set'), path: z.array(PathStep), value: EditValue }),
  z.object({ op: z.literal('append'), path: z.array(PathStep), value: EditValue }),
  z.object({ op: z.literal('remove'), path: z.array(PathStep) }),
  z.object({ op: z.literal('scheme'), path: z.array(PathStep), scheme: z.enum(['http', 'https']) }),
]);
export type Edit = z.infer<typeof Edit>;
