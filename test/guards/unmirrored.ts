/** Files, or whole folders, that no test needs to import by itself, each with the reason. */
export const unmirrored: Readonly<Record<string, string>> = {
  'electron/main.ts': 'the desktop entry; test/e2e/desktop starts it',
  'electron/programContext.ts': 'a type',
  'electron/rpc/dispatchWorker.ts': 'the entry of a thread; test/electron/rpc/offThread.test.ts hands calls to it',
  'shared/errors/codes/': 'sentences; test/guards/errorCodes.test.ts reads each through the catalogue',
  'shared/errors/catalogueEntry.ts': 'a type',
  'shared/model/': 'schemas; every test of a planner, reader or probe builds and reads their values',
  'renderer/app/': 'screens; clicked in a real browser by test/e2e/web/otherScreens and wizard*',
  'renderer/steps/': 'screens; clicked in a real browser by test/e2e/web/wizard*',
  'renderer/wizard/': 'the frame of the steps; clicked in a real browser by test/e2e/web/wizard*, its pure parts have tests of their own',
  'renderer/main.tsx': 'the page\'s entry; every test in test/e2e/web begins with it',
};
