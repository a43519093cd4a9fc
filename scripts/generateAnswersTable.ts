/** The table of docs/answers.md, from the schema that the program reads answers with. */
import { z } from 'zod';
import { Answers } from '../shared/model/answers.ts';

/** The part of JSON Schema that the answers use. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

const code = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

function takes(schema: Schema): string {
  if (schema.const !== undefined) return code(schema.const);
  if (schema.anyOf !== undefined) return schema.anyOf.map(takes).join(', ');
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  switch (schema.type) {
    case 'null':
      return code('null');
    case 'boolean':
      return '`true`, `false`';
    case 'integer':
      return `${String(schema.minimum)} to ${String(schema.maximum)}`;
    case 'array':
      return `a list of up to ${String(schema.maxItems)}`;
    case 'string':
      return `text of up to ${String(schema.maxLength)} characters`;
    default:
      return '';
  }
}

function row(path: string, schema: Schema, required: boolean): string {
  const otherwise = schema.default === undefined ? (required ? '' : 'left out') : code(schema.default);
  const needed = required && schema.default === undefined ? ' (needed)' : '';
  return `| \`${path}\`${needed} | ${takes(schema)} | ${otherwise} | ${schema.description ?? ''} |`;
}

/** The key by whose value the variants of an answer are told apart. */
function variantRows(path: string, variants: readonly Schema[]): string[] {
  return variants.flatMap((variant) => {
    const [key, chosen] = Object.entries(variant.properties ?? {}).find(([, each]) => each.const !== undefined) ?? [];
    const rest = Object.entries(variant.properties ?? {}).filter(([name]) => name !== key);
    const head = `| \`${path}.${key ?? ''}: ${String(chosen?.const)}\` | | | ${chosen?.description ?? ''} |`;
    return [head, ...rest.flatMap(([name, each]) => rowsOf(`${path}.${name}`, each, variant.required?.includes(name) === true))];
  });
}

function rowsOf(path: string, schema: Schema, required: boolean): string[] {
  if (schema.oneOf !== undefined) return variantRows(path, schema.oneOf);
  const parts = schema.properties ?? schema.items?.properties;
  const own = schema.type === 'object' ? [] : [row(path, schema, required)];
  const below = schema.items?.properties === undefined ? path : `${path}[]`;
  const needed = (schema.properties === undefined ? schema.items?.required : schema.required) ?? [];
  return [...own, ...Object.entries(parts ?? {}).flatMap(([name, each]) => rowsOf(`${below}.${name}`, each, needed.includes(name)))];
}

/** @returns Markdown: every answer, what it takes, what it is when left out, what it does */
export function generateAnswersTable(): string {
  const schema = z.toJSONSchema(Answers, { io: 'input', target: 'draft-2020-12' }) as Schema;
  const rows = Object.entries(schema.properties ?? {}).flatMap(([name, each]) => rowsOf(name, each, schema.required?.includes(name) === true));
  return ['| answer | takes | when left out | what it does |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
