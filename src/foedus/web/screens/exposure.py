"""Exposure."""
from fastapi import APIRouter
router = APIRouter()
