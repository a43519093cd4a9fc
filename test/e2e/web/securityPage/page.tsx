/** A small page made of what the real one is made of: the bridge, React, and react-aria's buttons and overlays. */
import { createRoot } from 'react-dom/client';
import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Modal } from 'react-aria-components/Modal';
import { createClient } from '../../../../shared/contract/client.ts';
import { connect } from '../../../../renderer/bridge/bridge.ts';
import { getLinkReusedAt } from '../../../../renderer/bridge/sessionNotice.ts';

const client = createClient(await connect());
Object.assign(globalThis, {
  ask: () => client['release.cancel']({}),
  linkReusedAt: getLinkReusedAt,
});

function Page() {
  return (
    <DialogTrigger>
      <Button style={{ padding: '4px' }}>Open</Button>
      <Modal isDismissable>
        <Dialog aria-label="Inside">
          <Button slot="close">Close</Button>
        </Dialog>
      </Modal>
    </DialogTrigger>
  );
}

createRoot(document.body.appendChild(document.createElement('main'))).render(<Page />);
const first = await client['release.cancel']({});
document.title = first.ok ? 'connected' : first.failure.code;
