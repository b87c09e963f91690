"""The second stage: lines as statements, and statements as jobs and procedures with sections."""
