/** One error code: what happened in the user's words, and the likely cause with what to do. `{name}` marks a detail. */
export interface CatalogueEntry {
  readonly message: string;
  readonly hint?: string;
}
