/** Every component in its states, one page a subject, for the tests and for whoever changes the look. */
import { type ComponentType, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../../../renderer/styles/base.css';
import { applyTheme } from '../../../renderer/styles/applyTheme.ts';
import { FeedbackPage } from './FeedbackPage.tsx';
import { FindingsPage } from './FindingsPage.tsx';
import { FieldsPage } from './FieldsPage.tsx';
import { FramePage } from './FramePage.tsx';
import { ProofPage } from './ProofPage.tsx';

const pages: Record<string, ComponentType> = {
  fields: FieldsPage,
  feedback: FeedbackPage,
  findings: FindingsPage,
  frame: FramePage,
  proof: ProofPage,
};

const wanted = new URLSearchParams(location.search);
const theme = wanted.get('theme');
if (theme === 'light' || theme === 'dark') applyTheme(theme, document.documentElement);
const Page = pages[wanted.get('page') ?? ''] ?? FieldsPage;
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
}
