/**
 * What lies on disk: JSON, safetensors, checkpoints of a run, encoded signals. Every reader checks
 * what a file claims against the file's length before it takes memory for it. Start reading at
 * {@link org.metasparse.format.InrFile}; INR-FORMAT.md and CHECKPOINT-FORMAT.md beside it say what
 * the bytes mean.
 */
package org.metasparse.format;
