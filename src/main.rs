//! The program `penholder`: its command line and nothing else.

mod cli;

/// Reading a pack and a draft is mostly allocation, and the system's allocator is slower at it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
