//! penholder
