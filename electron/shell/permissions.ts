/** Answers everything the page might ask of the system: no, but for copying by a button (E-05). */
import type { Session } from 'electron';
import { decidePermission } from '../security.ts';

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(decidePermission(permission)));
  session.setPermissionCheckHandler((_contents, permission) => decidePermission(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
}
