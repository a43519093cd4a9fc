import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Popover } from 'react-aria-components/Popover';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import type { Problem } from '../../shared/errors/failure.ts';
import { classNames } from './classNames.ts';
import { FieldNotes, isWrong } from './FieldNotes.tsx';
import { FolderBrowser } from './FolderBrowser.tsx';
import { Icon } from './Icon.tsx';
import type { ListFolder } from './useListing.ts';
import button from './Button.module.css';
import field from './field.module.css';
import css from './PathField.module.css';

interface Props {
  label: string;
  value: string;
  onChange: (path: string) => void;
  /** What is to be chosen. A folder may be one that does not exist yet: then it is typed. */
  kind: 'folder' | 'file';
  /** Lists a folder of the machine; null when the call failed. */
  list: ListFolder;
  hint?: ReactNode;
  problem?: Problem | null | undefined;
  placeholder?: string;
}

/** A path of the machine that PromSeal runs on: typed, or found by looking around in it. */
export function PathField({ label, value, onChange, kind, list, hint, problem, placeholder = '' }: Props) {
  return (
    <AriaTextField
      className={field.field ?? ''}
      value={value}
      onChange={onChange}
      isInvalid={isWrong(problem)}
      validationBehavior="aria"
      spellCheck="false"
      autoComplete="off"
    >
      <Label className={field.label}>{label}</Label>
      <div className={field.row}>
        <Input className={classNames(field.box, field.mono)} placeholder={placeholder} />
        <DialogTrigger>
          <AriaButton className={button.button ?? ''} aria-label={`Browse: ${label}`}>
            <Icon name="folder" />
            Browse
          </AriaButton>
          <Popover className={css.popover ?? ''} placement="bottom end">
            <Dialog className={css.dialog ?? ''} aria-label={kind === 'folder' ? 'Choose a folder' : 'Choose a file'}>
              {({ close }) => (
                <FolderBrowser
                  start={value}
                  kind={kind}
                  list={list}
                  onChoose={(path) => {
                    onChange(path);
                    close();
                  }}
                  onCancel={close}
                />
              )}
            </Dialog>
          </Popover>
        </DialogTrigger>
      </div>
      <FieldNotes hint={hint} problem={problem} />
    </AriaTextField>
  );
}
