import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';
import css from './Tabs.module.css';

interface Props {
  /** What the tabs are of, for those who hear them. */
  label?: string;
  tabs: readonly { id: string; title: ReactNode; content: ReactNode }[];
  /** Which one is open, where somebody else decides it. */
  selected?: string;
  onSelect?: (id: string) => void;
}

/** Several views of which one is open. */
export function Tabs({ label = 'Views', tabs, selected, onSelect }: Props) {
  return (
    <AriaTabs
      className={css.tabs ?? ''}
      {...(selected !== undefined && { selectedKey: selected })}
      {...(onSelect && { onSelectionChange: (key) => onSelect(String(key)) })}
    >
      <TabList className={css.list ?? ''} aria-label={label}>
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={css.tab ?? ''}>
            {tab.title}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={css.panel ?? ''}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
