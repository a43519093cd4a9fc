import { CopyButton } from './CopyButton.tsx';
import css from './CodeBlock.module.css';
import frame from './codeFrame.module.css';

interface Props {
  code: string;
  title?: string;
  /** Said in small beside the title: `shell`, `yaml`. */
  language?: string;
}

/** A command or a piece of a file, as it is to be pasted. */
export function CodeBlock({ code, title, language }: Props) {
  return (
    <figure className={frame.frame}>
      <figcaption className={frame.bar}>
        <span className={frame.title}>{title}</span>
        {language !== undefined && <span className={frame.aside}>{language}</span>}
        <CopyButton text={code} {...(title !== undefined && { what: title })} />
      </figcaption>
      <pre className={css.code}>
        <code>{code}</code>
      </pre>
    </figure>
  );
}
