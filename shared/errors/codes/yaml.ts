/** Codes about reading and editing YAML. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

const nothingChanged = 'PromSeal leaves a file alone that it cannot read without doubt.';
const paste = 'Put this there by hand, then let PromSeal look again:\n{snippet}';

export const yamlCodes = {
  YAML_TOO_LARGE: {
    message: 'The file has {megabytes} MB; PromSeal edits files of up to {limit} MB.',
    hint: 'Make the change in an editor, or move the scrape jobs into files of their own.',
  },
  YAML_CHARACTER: {
    message: 'The file holds a character that YAML does not allow ({character}).',
    hint: `Delete it, or save the file again as UTF-8 text. ${nothingChanged}`,
  },
  YAML_LINE_BREAK: {
    message: 'The file holds an unusual line break ({character}), which Prometheus and other programs read differently.',
    hint: 'Replace it by an ordinary line break.',
  },
  YAML_TAB: {
    message: 'A line is indented with a tab.',
    hint: 'YAML takes spaces only. Replace the tab by spaces.',
  },
  YAML_UNCLOSED: {
    message: 'A bracket, brace or quotation mark that is opened here is not closed as it should be.',
    hint: nothingChanged,
  },
  YAML_COLON_MISSING: {
    message: 'A key in this line has no colon with a blank or a line end behind it.',
    hint: 'Write it as key: value, and a key that only begins a section with a colon at its end. A line that goes on with the text above is indented further than that.',
  },
  YAML_COLON_TWICE: {
    message: 'A second colon with a blank behind it stands in this line, or the line below is indented too far.',
    hint: 'Put quotation marks around a value that has such a colon; begin keys of one section in the same column.',
  },
  YAML_INDENT: {
    message: 'This line does not begin in the column of the other keys of its section.',
    hint: 'Keys that belong together begin in the same column, with spaces before them.',
  },
  YAML_SYNTAX: { message: 'The file is not valid YAML: {reason}.', hint: nothingChanged },
  YAML_TEMPLATE: {
    message: 'The file is a template: it holds placeholders that another program fills in.',
    hint: 'Change the template with the program that owns it, or give PromSeal the finished file.',
  },
  YAML_TOO_DEEP: {
    message: 'The file nests its values more than {limit} levels deep.',
    hint: 'No configuration of Prometheus needs that. Look whether a bracket is missing.',
  },
  YAML_ALIASES_EXCESSIVE: {
    message: 'The file repeats itself through aliases so often that Prometheus refuses it.',
    hint: 'Write the repeated parts out, or use fewer aliases.',
  },
  YAML_ALIAS_UNKNOWN: {
    message: 'The alias {alias} has no anchor before it, or stands inside its own value.',
    hint: 'An alias takes the value that an anchor of the same name has marked earlier in the file.',
  },
  YAML_MERGE_INVALID: {
    message: 'The merge key << takes a map, an alias of a map or a list of those.',
    hint: nothingChanged,
  },
  YAML_DUPLICATE_KEY: {
    message: 'The key {key} stands twice in the same map, first in line {first}.',
    hint: 'Prometheus refuses the file for it. Delete one of them.',
  },
  YAML_KEY_NOT_TEXT: {
    message: 'A key is a list, a map or an alias here, and Prometheus takes words only.',
    hint: nothingChanged,
  },
  YAML_ROOT_NOT_MAP: {
    message: 'The file holds {found} where Prometheus expects keys and values.',
    hint: 'Look whether this is the right file.',
  },
  YAML_SEVERAL_DOCUMENTS: {
    message: 'The file holds several YAML documents, and Prometheus reads only the first one.',
    hint: 'Everything from this line on has no effect. PromSeal edits the first document only.',
  },
  YAML_TEXT_UNWRITABLE: {
    message: 'A text holds half of a character pair, which no file can carry.',
    hint: 'It comes from a broken copy. Type the text again.',
  },
  YAML_KEY_TOO_LONG: {
    message: 'A key has {length} characters in the file; YAML takes up to 1024.',
    hint: 'Use a shorter name.',
  },
  YAML_PLACE_MISSING: {
    message: 'There is no {place} in the file.',
    hint: 'It may have been renamed or moved. Let PromSeal look at the file again.',
  },
  YAML_PLACE_TAKEN: { message: '{place} is {found} in this file, not {expected}.', hint: paste },
  YAML_SHARED_VALUE: {
    message: '{place} is shared with other parts of the file through an anchor, so a change here would change them too.',
    hint: paste,
  },
  YAML_PLACE_UNSAFE: {
    message: '{place} is written in a way that PromSeal cannot change without touching more than it should.',
    hint: paste,
  },
  YAML_EDIT_UNVERIFIED: {
    message: 'The edited text did not read back as intended, so it was dropped.',
    hint: paste,
  },
  CONFIG_SHAPE: {
    message: '{key} must be {expected}, and here it is {found}.',
    hint: 'Prometheus refuses the file for it.',
  },
  WEB_CONFIG_IS_SCRAPE_CONFIG: {
    message: 'This is a prometheus.yml: it has {key}. The web configuration is a file of its own.',
    hint: 'Give the file that --web.config.file names, usually web.yml, or a new name for it.',
  },
  SCRAPE_CONFIG_IS_WEB_CONFIG: {
    message: 'This is a web.yml: it has {key}. The scrape configuration is another file.',
    hint: 'Give the file that --config.file names, usually prometheus.yml.',
  },
  CONFIG_OF_ANOTHER_PROGRAM: {
    message: 'None of the keys in this file is one that Prometheus knows.',
    hint: 'It looks like the file of another program. Give the one that Prometheus uses, or a new name for it; a manifest for Kubernetes holds it as text, to be saved as a file of its own.',
  },
  SCRAPE_JOB_TWICE: {
    message: 'Two jobs are called {job}; the first one is in line {first}.',
    hint: 'Prometheus refuses the file for it. Give one of them another name.',
  },
} as const satisfies Record<string, CatalogueEntry>;
