import type { ReactNode } from 'react';
import { Link as AriaLink } from 'react-aria-components/Link';
import { Icon } from './Icon.tsx';
import { VisuallyHidden } from './VisuallyHidden.tsx';
import css from './Link.module.css';

type Props = { children: ReactNode } & ({ href: string; onPress?: never } | { href?: never; onPress: () => void });

/** A link: out of the window with `href`, to another place in it with `onPress`. */
export function Link({ children, href, onPress }: Props) {
  if (href === undefined) {
    return (
      <AriaLink className={css.link ?? ''} onPress={onPress}>
        {children}
      </AriaLink>
    );
  }
  return (
    <AriaLink className={css.link ?? ''} href={href} target="_blank" rel="noreferrer">
      {children} <Icon name="external" size={12} />
      <VisuallyHidden>(opens outside of this window)</VisuallyHidden>
    </AriaLink>
  );
}
