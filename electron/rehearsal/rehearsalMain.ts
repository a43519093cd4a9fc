/** The rehearsal server as a program: `rehearsal --config.file=… --web.config.file=… --web.listen-address=…`. */
import { runRehearsal } from './runRehearsal.ts';

export { runRehearsal };

// The desktop program imports this and runs it under its own switch; only as the started script it runs by itself.
if (/[/\\]rehearsal(Main)?\.[jt]s$/.test(process.argv[1] ?? '')) {
  process.exitCode = await runRehearsal(process.argv.slice(2));
}
