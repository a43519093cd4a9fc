import type { Theme } from '../styles/applyTheme.ts';
import { Icon } from './Icon.tsx';
import { Segmented } from './Segmented.tsx';
import { VisuallyHidden } from './VisuallyHidden.tsx';

interface Props {
  value: Theme;
  onChange: (theme: Theme) => void;
}

const looks = [
  { id: 'system', icon: 'screen', word: 'As the system' },
  { id: 'light', icon: 'sun', word: 'Light' },
  { id: 'dark', icon: 'moon', word: 'Dark' },
] as const;

/** Light, dark, or as the machine has it. */
export function ThemeToggle({ value, onChange }: Props) {
  const options = looks.map(({ id, icon, word }) => ({
    id,
    label: (
      <>
        <Icon name={icon} size={14} />
        <VisuallyHidden>{word}</VisuallyHidden>
      </>
    ),
  }));
  return <Segmented<Theme> label="Look" isLabelHidden value={value} onChange={onChange} options={options} />;
}
