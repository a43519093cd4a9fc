/** The command line's own help. */
export const usage = `promseal: TLS, passwords and proof for a Prometheus

  promseal                          open the window, or the browser face where there is none
  promseal serve [--port N] [--open]
                                    the wizard in a browser, on 127.0.0.1 only
  promseal plan ANSWERS.yml         show what would change (exit 0 nothing, 2 changes, 1 error)
  promseal apply ANSWERS.yml        change it and prove it (exit 0 only when everything is proven)
  promseal undo DIR                 put back what the last run changed
  promseal recover DIR              put back what a run that was killed had changed
  promseal probe URL...             try a connection (exit 0 all well, 1 a problem, 2 usage)
  promseal export grafana|nginx DIR print what Grafana or nginx needs for the setup in DIR

plan, apply:  --dir FOLDER  --set path.to.answer=value  --json
apply:        --yes         do not ask before changing
undo:         --to CHECKPOINT  --force   also over changes made since
recover:      --force
probe:        --cacert FILE  --user NAME  --password-file FILE  --server-name NAME  --insecure
              --timeout SECONDS  --json

Passwords come from password_file, password_env or a prompt, never from the command line.
docs/answers.md describes the answers file; docs/examples/article.yml is a complete one.`;
