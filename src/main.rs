//! The program `penholder`: its command line and nothing else.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
