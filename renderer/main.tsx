/** The page's entry: connects to the privileged side before anything is drawn, then draws. */
import { createRoot } from 'react-dom/client';
import { createClient } from '../shared/contract/client.ts';
import { App } from './app/App.tsx';
import { CrashBoundary } from './app/CrashBoundary.tsx';
import { connect } from './bridge/bridge.ts';
import './styles/tokens.css';
import './styles/base.css';

const place = document.getElementById('app');
if (place !== null) {
  const client = createClient(await connect());
  createRoot(place).render(
    <CrashBoundary>
      <App client={client} />
    </CrashBoundary>,
  );
}
