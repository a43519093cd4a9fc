/** The command line's own help. */
export const usage = `promseal: TLS, passwords and proof for a Prometheus

  promseal                          open the window, or the browser face where there is none
  promseal serve [--port N] [--open]
                                    the wizard in a browser, on 127.0.0.1 only
  promseal plan ANSWERS.yml         show what would change (exit 0 nothing, 2 changes, 1 error)
  promseal apply ANSWERS.yml        change it and prove it (exit 0 only when everything is proven)
  promseal undo DIR                 put back what the last run changed (exit 0 when all is back)
  promseal recover DIR              put back what a run that was killed had changed
  promseal probe URL...             try a connection (exit 0 all well, 1 a problem, 2 usage)
  promseal export grafana|nginx DIR print what Grafana or nginx needs for the setup in DIR
  promseal --version | --help

plan, apply:  --dir FOLDER  --set path.to.answer=value  --json
apply:        --yes         do not ask before changing
              --verbose     show the log of the server too; also for undo and recover
undo:         --to CHECKPOINT  --force   also over changes made since  --json
recover:      --force  --json
probe:        --cacert FILE  --user NAME  --password-file FILE  --server-name NAME  --insecure
              --timeout SECONDS  --json
export:       --out FOLDER  write a file there  --name NAME  of the data source, or of the proxy

A command line that is typed wrong ends with exit 2. Ctrl-C while applying puts everything back.
Passwords come from password_file, password_env or a prompt, never from the command line.
docs/answers.md describes the answers file; docs/examples/article.yml is a complete one.`;
